// Writes parts.jsonl with the `tokenizers` library (the Rust one, npm package tokenizers 0.23): each line is a small tokenizer.json of one part or a few,
// texts, and what the library makes of them: ids, the UTF-16 units that each token stands for, and the text decoded from the ids.
//
//     npm install tokenizers@0.23 && node make_parts.mjs [SEED] [RANDOM TEXTS A PART] > parts.jsonl
//
// Places are left out where the library's are of little use: it counts a suffix as text, of several characters that become one it names only the first or the last,
// and what it leaves out shifts those after it.
// Most use bytes as tokens and end words with "|", so that ids show both characters and words.
import tokenizers from 'tokenizers';

const seed = Number(process.argv[2] ?? 1), count = Number(process.argv[3] ?? 6);
let state = seed;
const chance = below => (state = (state * 48271) % 2147483647) % below;
const pick = list => list[chance(list.length)];

const bytes = Object.fromEntries([...Array(256).keys()].map(i => [`<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`, i]));
bytes['[PAD]'] = 256;
const bpe = options => ({ type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false, vocab: bytes, merges: [], ...options });
const marked = bpe({ byte_fallback: true, end_of_word_suffix: '|' });
const plain = bpe({ byte_fallback: true });
const letters = bpe({ vocab: { '[PAD]': 30, '<unk>': 0, a: 1, b: 2, c: 3, ab: 4, bc: 5, abc: 6, ' ': 7, aa: 8, ...Object.fromEntries(['<0xC3>', '<0xA9>', '<0x7C>'].map((token, i) => [token, 20 + i])) }, merges: [['a', 'b'], ['b', 'c'], ['a', 'bc'], ['ab', 'c'], ['a', 'a']] });
const unigram = options => ({ type: 'Unigram', unk_id: 0, byte_fallback: false, vocab: [['<unk>', 0], ['▁', -2], ['a', -3], ['b', -3.5], ['ab', -4], ['abc', -6], ['c', -5], ['▁a', -3.2], ['bc', -5.1], ['é', -4], ['👍', -4], ['<0xC3>', -7], ['<0x9F>', -7], ['<s>', 0], ['[PAD]', -50]], ...options });
const wordPiece = { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 10, vocab: { '[PAD]': 30, '[UNK]': 0, a: 1, b: 2, '##a': 3, '##b': 4, ab: 5, '##ab': 6, '.': 7, "'": 8, '##c': 9, 'c': 10, '👍': 11, '##👍': 12 } };
const token = (content, options = {}) => ({ id: 0, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...options });
const metaspace = (prepend_scheme, split = true) => ({ type: 'Metaspace', replacement: '▁', prepend_scheme, split });
const split = (pattern, behavior, invert = false) => ({ type: 'Split', pattern, behavior, invert });
const sequence = (key, ...parts) => ({ type: 'Sequence', [key]: parts });
const byteLevel = (add_prefix_space, use_regex = true) => ({ type: 'ByteLevel', add_prefix_space, trim_offsets: false, use_regex });
const byteAlphabet = Object.fromEntries(tokenizers.byteLevelAlphabet().map((character, i) => [character, i]));
byteAlphabet['[PAD]'] = 256;

// a charsmap of three rules: Ａ -> A, ﬁ -> fi, U+0007 -> nothing; e + U+0301 -> é
const charsmap = darts([['\u0007', ''], ['e\u0301', 'é'], ['\uff21', 'A'], ['\ufb01', 'fi'], ['\u3000', ' ']]);

const gpt4 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const behaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'];
const parts = {
  'no parts': { model: plain },
  ...named('normalizer', { NFC: 0, NFD: 0, NFKC: 0, NFKD: 0, Lowercase: 0, StripAccents: 0, Nmt: 0, ByteLevel: 0 }, (type) => ({ normalizer: { type }, model: plain })),
  ...Object.fromEntries([[true, true], [true, false], [false, true]].map(([strip_left, strip_right]) => [`Strip ${strip_left} ${strip_right}`, { normalizer: { type: 'Strip', strip_left, strip_right }, model: plain }])),
  'BertNormalizer': { normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, model: plain },
  'BertNormalizer cased': { normalizer: { type: 'BertNormalizer', clean_text: false, handle_chinese_chars: true, strip_accents: true, lowercase: false }, model: plain },
  'Replace text': { normalizer: { type: 'Replace', pattern: { String: 'ab' }, content: 'é' }, model: plain },
  'Replace regex': { normalizer: { type: 'Replace', pattern: { Regex: ' {2,}|\\d+' }, content: '▁▁' }, model: plain },
  'Prepend': { normalizer: { type: 'Prepend', prepend: '▁' }, added_tokens: [token('<s>')], model: plain },
  'Llama': { normalizer: sequence('normalizers', { type: 'Prepend', prepend: '▁' }, { type: 'Replace', pattern: { String: ' ' }, content: '▁' }), added_tokens: [token('<s>')], model: plain },
  'Precompiled': { normalizer: { type: 'Precompiled', precompiled_charsmap: charsmap }, model: plain },
  'normalizers': { normalizer: sequence('normalizers', { type: 'NFKC' }, { type: 'Lowercase' }, { type: 'Strip', strip_left: true, strip_right: true }), model: plain },
  ...named('pre', { BertPreTokenizer: 0, Whitespace: 0, WhitespaceSplit: 0, UnicodeScripts: 0 }, (type) => ({ pre_tokenizer: { type }, model: marked })),
  'Digits': { pre_tokenizer: { type: 'Digits', individual_digits: false }, model: marked },
  'Digits alone': { pre_tokenizer: { type: 'Digits', individual_digits: true }, model: marked },
  'CharDelimiterSplit': { pre_tokenizer: { type: 'CharDelimiterSplit', delimiter: 'a' }, model: marked },
  ...Object.fromEntries(behaviors.map(behavior => [`Punctuation ${behavior}`, { pre_tokenizer: { type: 'Punctuation', behavior }, model: marked }])),
  ...Object.fromEntries(behaviors.map(behavior => [`Split text ${behavior}`, { pre_tokenizer: split({ String: ' ' }, behavior), model: marked }])),
  ...Object.fromEntries(behaviors.flatMap(behavior => [true, false].map(invert => [`Split regex ${behavior} ${invert}`, { pre_tokenizer: split({ Regex: '\\p{L}+|\\s' }, behavior, invert), model: marked }]))),
  'Split GPT-4': { pre_tokenizer: sequence('pretokenizers', split({ Regex: gpt4 }, 'Isolated'), byteLevel(false, false)), model: bpe({ vocab: { ...byteAlphabet, '|': 300 }, end_of_word_suffix: null }) },
  'Split characters': { pre_tokenizer: split({ String: '' }, 'Isolated'), model: marked },
  ...Object.fromEntries(['always', 'first', 'never'].flatMap(scheme => [true, false].map(cuts => [`Metaspace ${scheme} ${cuts}`, { added_tokens: [token('<s>')], pre_tokenizer: metaspace(scheme, cuts), decoder: metaspace(scheme, cuts), model: marked }]))),
  'Metaspace after WhitespaceSplit': { pre_tokenizer: sequence('pretokenizers', { type: 'WhitespaceSplit' }, metaspace('always')), model: marked },
  ...Object.fromEntries([true, false].flatMap(space => [true, false].map(regex => [`ByteLevel ${space} ${regex}`, { added_tokens: [token('<s>')], pre_tokenizer: byteLevel(space, regex), decoder: byteLevel(true), model: bpe({ vocab: byteAlphabet }) }]))),
  'ByteLevel trimmed': { pre_tokenizer: byteLevel(false), post_processor: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }, decoder: byteLevel(true), model: bpe({ vocab: { ...byteAlphabet, Ġa: 300, ĠĠ: 301, ĠĠĠ: 302 }, merges: ['Ġ a', 'Ġ Ġ', 'ĠĠ Ġ'] }) },
  'ByteLevel merges': { pre_tokenizer: byteLevel(false), decoder: byteLevel(true), model: bpe({ vocab: { ...byteAlphabet, Ġa: 300, ab: 301, Ġab: 302, 'ðŁ': 303, 'ðŁĳ': 304 }, merges: ['Ġ a', 'a b', 'Ġ ab', 'ð Ł', 'ðŁ ĳ'] }) },
  'Digits then ByteLevel': { pre_tokenizer: sequence('pretokenizers', { type: 'Digits', individual_digits: true }, byteLevel(true)), model: bpe({ vocab: byteAlphabet }) },
  'BPE': { model: letters },
  'BPE unknown': { model: { ...letters, unk_token: '<unk>' } },
  'BPE unknown fused': { model: { ...letters, unk_token: '<unk>', fuse_unk: true } },
  'BPE bytes and unknown': { model: { ...letters, unk_token: '<unk>', fuse_unk: true, byte_fallback: true } },
  'BPE whole words': { pre_tokenizer: { type: 'WhitespaceSplit' }, model: bpe({ vocab: { '[PAD]': 0, a: 1, b: 2, ab: 3, aab: 4 }, merges: ['a b'], ignore_merges: true }) },
  'BPE suffix': { pre_tokenizer: { type: 'WhitespaceSplit' }, decoder: { type: 'BPEDecoder', suffix: '</w>' }, model: bpe({ vocab: { '[PAD]': 30, '<unk>': 0, a: 1, b: 2, 'a</w>': 3, 'b</w>': 4, 'ab</w>': 5, ab: 6 }, merges: ['a b</w>', 'a b'], end_of_word_suffix: '</w>', unk_token: '<unk>' }) },
  'BPE prefix': { pre_tokenizer: { type: 'WhitespaceSplit' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: false }, model: bpe({ vocab: { '[PAD]': 30, '<unk>': 0, a: 1, b: 2, '##a': 3, '##b': 4, ab: 5, '##bb': 6, abb: 7 }, merges: ['a ##b', '##b ##b', 'ab ##b'], continuing_subword_prefix: '##', unk_token: '<unk>' }) },
  'Unigram': { pre_tokenizer: metaspace('always'), decoder: metaspace('always'), model: unigram() },
  'Unigram whole text': { model: unigram() },
  'Unigram bytes': { pre_tokenizer: metaspace('never'), decoder: sequence('decoders', { type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 }), model: unigram({ byte_fallback: true, vocab: [...unigram().vocab.slice(0, 11), ...Object.keys(bytes).map(byte => [byte, -9])] }) },
  'WordPiece': { normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'BertPreTokenizer' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: true }, model: wordPiece },
  'decoders': { model: marked, decoder: sequence('decoders', { type: 'ByteFallback' }, { type: 'Replace', pattern: { Regex: 'a+' }, content: 'A' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 2, stop: 1 }) },
  'added tokens': { model: plain, added_tokens: [token('<s>'), token('<s><s>'), token('[x]', { lstrip: true }), token('[y]', { rstrip: true }), token('ab', { single_word: true, special: false }), token('é', { normalized: true, special: false })] },
  'normalized added tokens': { normalizer: { type: 'Lowercase' }, model: plain, added_tokens: [token('AB', { normalized: true, special: false }), token('Ab', { normalized: false, special: false, single_word: true }), token('[X]', { normalized: true, lstrip: true, rstrip: true })] },
  'BertProcessing': { model: plain, post_processor: { type: 'BertProcessing', sep: ['[SEP]', 258], cls: ['[CLS]', 257] }, added_tokens: [token('[CLS]'), token('[SEP]')] },
  'RobertaProcessing': { model: plain, post_processor: { type: 'RobertaProcessing', sep: ['</s>', 258], cls: ['<s>', 257], trim_offsets: false, add_prefix_space: false }, added_tokens: [token('<s>'), token('</s>')] },
  'TemplateProcessing': { model: plain, post_processor: sequence('processors', { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true }, { type: 'TemplateProcessing', single: [{ SpecialToken: { id: 'X', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }], pair: [{ Sequence: { id: 'A', type_id: 2 } }, { SpecialToken: { id: 'X', type_id: 1 } }, { Sequence: { id: 'B', type_id: 1 } }], special_tokens: { X: { id: 'X', ids: [257, 258], tokens: ['<s>', '</s>'] } } }), added_tokens: [token('<s>'), token('</s>')] },
};

const hard = ['', ' ', '  a  b ', 'ab abc aab', 'a\nb\r\n\tc', "it's 'll IT'S we'd've", 'naïve cafe\u0301 É', 'ＡＢ ﬁ ① ½ ｶﾞ', '你好，世界 ab', '東京タワーへ', '안녕 하세요', 'مرحبا بالعالم', 'नमस्ते', '👍 👩‍👩‍👧 👍🏽', '𝔘𝔫𝔦 𝟘𝟙x', 'a\u0000b\ufffdc\u0007\u200b\u00ad',
  '<s>ab<s><s> [x] [y]  ab', 'ab[X]  aB xab abx', '▁a ▁▁b', 'x'.repeat(12) + ' ab.b', '1234 56a7', 'a.b,c!?-d_e', '\u00a0a\u2003b\u3000c\u0085', 'İıſß ẞ', 'a  b   c    ', '||a| |', 'Apples are りんご 林檎。'];
const alphabet = ['a', 'b', 'c', 'A', 'B', ' ', ' ', 'ab', '.', ',', "'s", '-', '_', '\n', '\t', 'é', 'e\u0301', 'ß', 'ç', '你', 'タ', 'ー', '글', 'ع', 'ש', '👍', '🏽', '\u200d', '\u00a0', '1', '42', '½', '𝔘', '𝟘', '<s>', '[x]', '[y]', '[X]', '▁', 'Ġ', 'ﬁ', '\u0301', '\u0007', '|'];
const random = () => Array.from({ length: 1 + chance(16) }, () => pick(alphabet)).join('');

let place = 0;
for (const [name, part] of Object.entries(parts)) {
  const json = { version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, ...part };
  json.added_tokens = json.added_tokens.map((added, i) => ({ ...added, id: 257 + i }));
  const tokenizer = tokenizers.Tokenizer.fromString(JSON.stringify(json));
  const some = seed === 1 ? hard.filter((_, i) => i % 3 === place % 3) : [];
  place++;
  const cases = [];
  for (const text of [...some, ...Array.from({ length: count }, random)]) {
    const found = await tokenizer.encode(text);
    const units = [0];
    for (const character of text) units.push(units.at(-1) + character.length);
    const ids = found.getIds();
    const spans = part.model.end_of_word_suffix || /^NFK?C$|Replace|Precompiled|^normalizers|^BPE$|^BPE bytes|^BPE whole/.test(name) ? undefined : found.getOffsets().flat().map(offset => units[offset]);
    const decoded = !part.decoder && name !== 'no parts' ? undefined : ids.length ? await tokenizer.decode(ids, true) : '';
    cases.push({ text, ids, spans, decoded });
    if (/Processing$|^Unigram$|^WordPiece$|^ByteLevel true true$/.test(name)) {
      cases.push(...await longer(tokenizer, text));
    }
  }
  console.log(JSON.stringify({ name, tokenizer: shorten(json), cases }));
}

// pairs that are cut, words that were apart already, and windows of at most 9 tokens that have 2 in common (without the special tokens)
async function longer(tokenizer, text) {
  const other = random(), words = text.split(/\s+/).filter(word => word);
  const ofWords = []; // as `is_pretokenized` does, which Node.js cannot ask for
  for (const word of words) ofWords.push((await tokenizer.encode(word, null, { addSpecialTokens: false })).getIds());
  const found = [{ words, ids: ofWords.flat(), wordOf: ofWords.flatMap((ids, word) => ids.map(() => word)) }];
  for (const maxTokens of [5, 9, 1000]) {
    tokenizer.setTruncation(maxTokens, { strategy: 'LongestFirst' });
    const pair = await tokenizer.encode(text, other);
    found.push({ text, pair: other, maxTokens, ids: pair.getIds(), types: pair.getTypeIds() });
  }
  tokenizer.disableTruncation();
  const whole = await tokenizer.encode(text, null, { addSpecialTokens: false });
  const special = (await tokenizer.encode('')).getLength();
  whole.truncate(9 - special, 2, 'right');
  found.push({ text, windows: [whole, ...whole.getOverflowing()].map(window => window.getIds()) });
  return found;
}

// the vocabularies of bytes are many and all alike
function shorten(json) {
  const { vocab } = json.model;
  return vocab === bytes ? { ...json, model: { ...json.model, vocab: 'bytes' } } : json;
}

function named(_, types, make) { return Object.fromEntries(Object.keys(types).map(type => [type, make(type)])); }

// a double array (Darts-clone's units) of a few rules over UTF-8, as SentencePiece compiles them
function darts(rules) {
  const root = { children: new Map() };
  const texts = [];
  for (const [from, to] of rules) {
    let node = root;
    for (const byte of Buffer.from(from)) {
      if (!node.children.has(byte)) node.children.set(byte, { children: new Map() });
      node = node.children.get(byte);
    }
    node.value = texts.length;
    texts.push(...Buffer.from(to), 0);
  }
  const units = new Map([[0, 0]]);
  const used = new Set([0]);
  place(root, 0);
  const size = Math.max(...units.keys()) + 256;
  const blob = Buffer.alloc(4 + 4 * size + texts.length);
  blob.writeUInt32LE(4 * size, 0);
  for (const [at, unit] of units) blob.writeUInt32LE(unit >>> 0, 4 + 4 * at);
  Buffer.from(texts).copy(blob, 4 + 4 * size);
  return blob.toString('base64');

  function place(node, at) {
    const labels = [...(node.value === undefined ? [] : [0]), ...node.children.keys()];
    let base = 1;
    while (labels.some(label => used.has(base ^ label)) || ((at ^ base) >= 1 << 21)) base++;
    for (const label of labels) used.add(base ^ label);
    const leaf = node.value === undefined ? 0 : 1 << 8;
    units.set(at, (units.get(at) & 0xff) | leaf | ((at ^ base) << 10));
    if (leaf) units.set(base, 0x80000000 | node.value);
    for (const [label, child] of node.children) units.set(base ^ label, label);
    for (const [label, child] of node.children) place(child, base ^ label);
  }
}
