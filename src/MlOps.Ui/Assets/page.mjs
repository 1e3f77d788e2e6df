// The page works without any of this; each module only makes one thing of it quicker.
import { follow } from './live.mjs';
import { chooseInPlace } from './choose.mjs';
import { tryInPlace } from './try.mjs';
import { signInFromAddress } from './sign-in.mjs';

follow();
chooseInPlace();
tryInPlace();
signInFromAddress();
