// <div data-live="ADDRESS" data-state="TAG">: shows what the address answers, as long as the answer says that more will come.
import { replace } from './fragment.mjs';

const pause = 1000; // milliseconds between two questions

export function follow() {
  for (const element of document.querySelectorAll('[data-live]')) {
    setTimeout(() => ask(element), pause);
  }
}

async function ask(element) {
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => ask(element), { once: true });
    return;
  }
  try {
    const state = await replace(element, element.dataset.live, { headers: { 'If-None-Match': element.dataset.state } });
    element.dataset.state = state ?? element.dataset.state;
  } catch {
    // the server was stopped or is busy: ask again
  }
  if (element.querySelector('[data-ended]')) {
    location.reload(); // the run has a report now
    return;
  }
  setTimeout(() => ask(element), pause);
}
