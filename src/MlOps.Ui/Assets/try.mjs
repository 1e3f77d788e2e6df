// <form data-try="ID">: answers appear in the element ID without loading the page again, and files may be dropped on the form.
import { replace } from './fragment.mjs';

export function tryInPlace() {
  document.addEventListener('submit', async event => {
    const form = event.target.closest('form[data-try]');
    if (!form || event.submitter?.name === 'download') {
      return;
    }
    event.preventDefault();
    await ask(form);
  });

  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, event => {
      const form = formOf(event);
      if (form) {
        event.preventDefault();
        form.classList.add('over');
      }
    });
  }
  document.addEventListener('dragleave', event => formOf(event)?.classList.remove('over'));
  document.addEventListener('drop', async event => {
    const form = formOf(event);
    if (!form) {
      return;
    }
    event.preventDefault();
    form.classList.remove('over');
    if (event.dataTransfer.files.length > 0) {
      form.elements.file.files = event.dataTransfer.files;
      await ask(form);
    }
  });
}

function formOf(event) {
  return event.target.closest?.('form[data-try]');
}

async function ask(form) {
  const target = document.getElementById(form.dataset.try);
  const field = form.elements.file;
  if (field.files[0]?.size > Number(field.dataset.most)) {
    target.textContent = `The file is larger than the ${field.dataset.most / 1048576} MiB that the page takes.`;
    return;
  }
  target.setAttribute('aria-busy', 'true');
  try {
    await replace(target, `${form.action}?part=answers`, { method: 'POST', body: new FormData(form) });
  } catch {
    target.textContent = 'The server did not answer.';
  } finally {
    target.removeAttribute('aria-busy');
  }
}
