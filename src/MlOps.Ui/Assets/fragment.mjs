// Asks for a part of a page and puts it in place of what an element holds.
// Returns what the server calls this state of the part; null when it has not changed, or is not to be had.
export async function replace(target, address, options = {}) {
  const response = await fetch(address, { credentials: 'same-origin', ...options });
  if (response.status === 304) {
    return null;
  }
  const text = await response.text();
  const part = new DOMParser().parseFromString(text, 'text/html');
  target.replaceChildren(...part.body.childNodes);
  return response.headers.get('ETag');
}
