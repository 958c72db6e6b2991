// What Gradio's markup lacks for keyboards and screen readers: groups, tabs, what is folded, what is wrong in a form.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const set = (node, name, value) => { if (node.getAttribute(name) !== value) node.setAttribute(name, value); };

  // Radio buttons that share a name are one stop of the tab key, and the arrow keys choose among them.
  const groups = () => all('fieldset').forEach((group, place) => {
    const radios = all('input[type=radio]', group), label = group.querySelector('[data-testid=block-info]')?.textContent ?? '';
    if (!group.hasAttribute('aria-label')) group.setAttribute('aria-label', label);
    if (!radios.length) return;
    set(group, 'role', 'radiogroup');
    const name = radios[0].dataset.group ?? `group-${place}-${Date.now()}`;
    radios.forEach((radio) => { radio.dataset.group = name; if (radio.name !== name) radio.name = name; });
  });

  const tabs = () => all('[role=tab][data-tab-id]').forEach((tab) => {
    const on = tab.getAttribute('aria-selected') === 'true';
    set(tab, 'tabindex', on ? '0' : '-1');
    if (!tab.id) tab.id = `tab-${tab.dataset.tabId}`;
    const panel = on && all('#steps [role=tabpanel]').find((one) => one.offsetParent);
    if (!panel) return;
    if (!panel.id) panel.id = `panel-${tab.dataset.tabId}`;
    set(tab, 'aria-controls', panel.id);
    set(panel, 'aria-labelledby', tab.id);
  });

  const folds = () => all('button.label-wrap').forEach((title) => set(title, 'aria-expanded', String(title.classList.contains('open'))));

  const live = () => all('#live').forEach((one) => { set(one, 'role', 'status'); set(one, 'aria-live', 'polite'); });

  // A complaint names its fields: they are marked, and the first one has the cursor, in whatever fold it lies.
  const inputs = (name) => all('textarea, input', document.getElementById(`field-${name}`) ?? document.createElement('p'));
  const unmark = (field) => ['aria-invalid', 'aria-describedby'].forEach((name) => field.removeAttribute(name));
  const mark = (complaint) => {
    complaint.id = 'complaint';
    const found = complaint.dataset.fields.split(' ').flatMap(inputs);
    found.forEach((field) => { set(field, 'aria-invalid', 'true'); set(field, 'aria-describedby', complaint.id); });
    const fold = found[0]?.closest('.gr-accordion')?.querySelector('button.label-wrap:not(.open)');
    fold?.click();
    setTimeout(() => {
      found[0]?.focus({preventScroll: true});
      found[0]?.scrollIntoView({block: 'center'});
    }, fold ? 200 : 0);
  };
  const complaints = () => {
    const shown = all('.notice.error[data-fields]'), fresh = shown.filter((one) => one.id !== 'complaint');
    if (fresh.length || !shown.length) all('[aria-invalid=true]').forEach(unmark);
    fresh.forEach(mark);
  };
  document.addEventListener('input', ({target}) => {
    if (target.getAttribute?.('aria-invalid')) unmark(target);
  });

  const STEPS = {ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity};
  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest?.('[role=tab][data-tab-id]'), step = STEPS[event.key];
    if (!tab || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = all('[role=tab]', tab.closest('[role=tablist]')), last = row.length - 1, to = row.indexOf(tab) + step;
    event.preventDefault();
    const next = row[Math.abs(step) > 1 ? Math.min(Math.max(to, 0), last) : (to + row.length) % row.length];
    next.click();
    next.focus();
  });

  let asked = false;
  const look = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; [groups, tabs, folds, live, complaints].forEach((one) => one()); });
  };
  new MutationObserver((changes) => {
    if (changes.some((one) => one.attributeName === 'name')) groups(); // Gradio renames at every choice; the next key may come before the next frame
    look();
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'aria-selected', 'name'],
  });
})();
