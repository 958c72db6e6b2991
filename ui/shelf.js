// Documents go straight to the server, one after another: no copy of them is left behind, and each has its own line of what became of it.
(() => {
  const one = (selector) => document.querySelector(selector);
  const MOST = 100_000_000; // assistant.domain.MAX_DOCUMENT_BYTES
  const SAID = {added: 'read', changed: 'replaced', unchanged: 'unchanged', duplicate: 'known already', failed: 'could not be read'};
  let list = null, running = null;

  // Called when the list is drawn: `remove(id)` and `changed()` reach its handlers.
  onward.shelf = (element, handlers) => {
    list = handlers;
    element.addEventListener('click', ({target}) => {
      const button = target.closest('button[data-remove]');
      if (!button || !confirm(`${button.textContent.trim()}? The file itself stays where it is.`)) return;
      handlers.remove(button.dataset.remove);
      new MutationObserver((_, seen) => { seen.disconnect(); one('#documents')?.focus(); }).observe(element, {childList: true, subtree: true});
    });
  };
  onward.cleared = () => { one('#imported')?.replaceChildren(); one('#documents')?.focus(); };

  const note = (state, words) => {
    const line = document.createElement('li');
    line.className = state;
    line.textContent = words;
    one('#imported').append(line);
  };

  // One file to its last line; `told` hears {done, total} on the way.
  const send = async (file, signal, told) => {
    if (file.size > MOST) {
      return {state: 'failed', says: `${file.name} has ${Math.round(file.size / 1e6).toLocaleString()} MB; at most 100 MB can be read. Add the part that matters.`};
    }
    const name = encodeURIComponent(file.name.toWellFormed?.() ?? file.name);
    const answer = await fetch(`documents?name=${name}`, {method: 'POST', body: file, signal});
    if (!answer.ok) return {state: 'failed', says: `${file.name} did not arrive. Please try again.`};
    let rest = '', last = null;
    for (const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
      const {done, value} = await reader.read();
      if (done) return last ?? {state: 'failed', says: `${file.name}: the import broke off. Nothing of it was kept; please try again.`};
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines.map(JSON.parse)) line.state ? last = line : told(line);
    }
  };

  const add = async (files) => {
    if (running || !files.length) return;
    const [panel, input] = [one('#importing'), one('#documents')];
    const [bar, words] = [panel.querySelector('progress'), panel.querySelector('span')];
    const counts = {};
    running = new AbortController();
    one('#imported').replaceChildren();
    input.disabled = true;
    panel.hidden = false;
    for (const [n, file] of files.entries()) {
      const show = ({done, total}) => {
        bar.max = files.length;
        bar.value = n + (total ? done / total : 0);
        words.textContent = `${n + 1} of ${files.length}: ${file.name}, ${total ? `${done} of ${total} passages` : 'being read'}`;
      };
      show({done: 0, total: 0});
      if (n === 0) one('#import-said').textContent = `Adding ${files.length === 1 ? file.name : `${files.length} files`} …`;
      try {
        const {state, says} = await send(file, running.signal, show);
        counts[state] = (counts[state] ?? 0) + 1;
        note(state, says);
      } catch (error) {
        const stopped = running.signal.aborted;
        note('failed', stopped ? `Stopped. ${file.name} was not added.` : `${file.name}: the connection to Onward broke off. Is it still running?`);
        counts.failed = (counts.failed ?? 0) + 1;
        if (stopped) break;
      }
    }
    [running, input.disabled, input.value, panel.hidden] = [null, false, '', true];
    one('#import-said').textContent = `Done: ${Object.entries(counts).map(([state, count]) => `${count} ${SAID[state]}`).join(', ')}.`;
    input.focus({preventScroll: true});
    list?.changed();
  };

  document.addEventListener('change', ({target}) => { if (target.id === 'documents') add([...target.files]); });
  document.addEventListener('submit', (event) => { if (event.target.id === 'add-documents') event.preventDefault(); });
  document.addEventListener('click', ({target}) => { if (target.closest?.('#importing button')) running?.abort(); });
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, (event) => {
      const area = event.target.closest?.('.drop');
      if (!area) return;
      event.preventDefault();
      area.classList.toggle('over', kind === 'dragover');
      if (kind === 'drop') add([...event.dataTransfer.files]);
    });
  }
})();
