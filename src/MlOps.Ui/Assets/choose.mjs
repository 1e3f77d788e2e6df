// <form data-choose="ID">: a changed drop-down shows its result in the element ID without loading the page again.
import { replace } from './fragment.mjs';

export function chooseInPlace() {
  document.addEventListener('change', async event => {
    const form = event.target.closest('form[data-choose]');
    if (!form) {
      return;
    }
    const query = new URLSearchParams(new FormData(form));
    const target = document.getElementById(form.dataset.choose);
    history.replaceState(null, '', `${form.action}?${query}`);
    query.set('part', form.dataset.choose);
    await replace(target, `${form.action}?${query}`);
    document.getElementById(`${form.dataset.choose}-said`).textContent = target.querySelector('[data-said]').dataset.said;
  });
}
