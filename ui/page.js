// What Gradio leaves to do: where the page goes, questions before something is lost, focus.
(() => {
  const one = (selector) => document.querySelector(selector);
  const soon = (action) => setTimeout(action, 80); // Gradio draws a moment after it answers
  const wrong = () => [...document.querySelectorAll('.notice.error')].find((notice) => notice.offsetParent);
  // A complaint about fields leads to the first of them (access.js), any other is shown itself.
  const told = () => {
    const one = wrong();
    if (one && !one.dataset.fields) one.scrollIntoView({block: 'center'});
    return Boolean(one);
  };
  const calmly = () => matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
  const bottom = () => { const talk = one('.talk'); if (talk) talk.scrollTop = talk.scrollHeight; };
  // The newest line and, below it, where the next is written (or, when nothing more is to be said, what comes instead).
  const answered = (field, instead) => soon(() => {
    if (told()) return;
    bottom();
    const next = one(field) ?? one(instead);
    next?.focus();
    next?.scrollIntoView({block: 'nearest'}); // a field that has the focus already is not scrolled to by it
  });

  window.onward = {
    go: (step) => one(`#steps [role=tab][data-tab-id=${step}]`)?.click(),
    // Whoever has gone on to another field or button meanwhile is left there: the page does not move under their hand.
    show: (selector) => {
      const before = document.activeElement;
      soon(() => {
        const found = one(selector), now = document.activeElement;
        if (told() || (now !== before && now !== document.body)) return;
        if (found?.textContent.trim()) found.scrollIntoView({behavior: calmly(), block: 'start'});
      });
    },
    // The address of a piece of guidance, #guidance-ID, opens it in the library, by its id in the search field. The tab is
    // drawn when it is first opened and listens a moment later: so the search is asked again until it shows.
    piece: (id, tries = 300) => {
      if (tries === 300) onward.go('library');
      const field = one('#question textarea, #question input'), shown = document.querySelectorAll('#passages .passage');
      if (shown.length === 1 && shown[0].id === `guidance-${id}` && shown[0].offsetParent) {
        shown[0].scrollIntoView({block: 'start'});
        shown[0].focus({preventScroll: true});
      } else if (tries) {
        if (field?.offsetParent && tries % 15 === 0) {
          Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, id);
          field.dispatchEvent(new Event('input', {bubbles: true}));
          one('#search')?.click(); // Gradio hears a click, but not typing that is no user's
        }
        setTimeout(() => onward.piece(id, tries - 1), 100);
      }
    },
    // A file made here (base64) goes to the downloads; nothing when it could not be made.
    save: (content, name) => {
      if (!content) return;
      const a = document.createElement('a');
      a.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))]));
      a.download = name;
      a.click();
      URL.revokeObjectURL(a.href);
    },
    // What stands in the search field once somebody has stopped typing for a moment.
    asked: (words) => one('#question textarea, #question input')?.value ?? words,
    settled: async (words) => { await new Promise((go) => setTimeout(go, 250)); return onward.asked(words); },
    bottom: () => soon(bottom),
    talk: () => answered('#said textarea', '#end'),
    drill: () => answered('#drill-said textarea', '#drill h2'),
    back: () => soon(() => one('#debrief h2') ? onward.debrief() : one('#said') ? onward.talk() : onward.begin()),
    begin: () => { scrollTo(0, 0); soon(() => one('#start')?.focus({preventScroll: true})); },
    debrief: () => soon(() => {
      if (told()) return;
      one('#debrief')?.scrollIntoView({block: 'start'});
      one('#debrief h2')?.focus({preventScroll: true});
    }),
    // What another step shall show is restored when the page is loaded anew.
    reopen: (step) => soon(() => {
      if (told()) return;
      localStorage.setItem('onward-step', step);
      setTimeout(() => location.reload(), 300);
    }),
    forget: () => {
      if (!one('#privacy .notice.done')) return;
      sessionStorage.setItem('onward-deleted', 'yes');
      localStorage.removeItem('onward-step');
      soon(() => location.reload());
    },
    deleted: () => { const found = sessionStorage.getItem('onward-deleted'); sessionStorage.removeItem('onward-deleted'); return found ?? ''; },
    // After a reload the page opens at the step where one was; the title says which one it is.
    remember: () => {
      const steps = one('#steps'), name = (tab) => { document.title = `${tab.textContent.trim().replace(/^\d+ /, '')} · Onward`; };
      steps.addEventListener('click', (event) => {
        const tab = event.target.closest('[role=tab]');
        if (tab) { localStorage.setItem('onward-step', tab.dataset.tabId); name(tab); }
      });
      const last = localStorage.getItem('onward-step');
      name(one('#steps [role=tab][aria-selected=true]'));
      if (/^[a-z]+$/.test(last ?? '')) onward.go(last);
      addressed();
    },
  };

  // Going back from a piece leads to the step where its link was.
  let from = null;
  const addressed = () => {
    const id = /^#guidance-([a-z0-9-]+)$/.exec(location.hash)?.[1];
    if (id) onward.piece(id); else if (from) { onward.go(from); from = null; }
  };
  addEventListener('hashchange', addressed);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#guidance-"]');
    if (!link) return;
    event.preventDefault();
    const step = one('#steps [role=tab][aria-selected=true]').dataset.tabId;
    if (step !== 'library') from = step;
    if (location.hash === link.hash) addressed(); else location.hash = link.hash;
  });
  addEventListener('beforeprint', () => document.documentElement.classList.toggle('on-paper', Boolean(one('.paper')?.offsetParent)));

  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.matches?.('.notice.error') || node.querySelector?.('.notice.error'))) told();
  }).observe(document.documentElement, {childList: true, subtree: true});

  const question = (button) => {
    if (button.id === 'delete-one') return 'Delete this rehearsal for good?';
    if (button.id === 'delete-ledger') return 'Delete everything that is recorded on this step for good?';
    if (button.matches('.replaces-draft')) {
      const typed = one('#draft textarea').value.trim(), scored = one('#review [data-draft]')?.dataset.draft.trim();
      return typed && typed !== scored ? 'The words in the field are not scored yet, so no version holds them. Replace them?' : '';
    }
    const replaces = button.id === 'empty-form' || button.closest('#set-up-examples');
    const filled = [...document.querySelectorAll('#form [data-testid=textbox]')].some((field) => field.value.trim());
    return replaces && filled ? 'This replaces everything in the form. Go on?' : '';
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button'), asked = button && question(button);
    if (asked && !confirm(asked)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  // A button of the legend leaves only its element's words marked; pressed again, all of them.
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('.legend button'), evidence = button?.closest('.found-words');
    if (!button) return;
    const on = button.getAttribute('aria-pressed') !== 'true';
    evidence.querySelectorAll('.legend button').forEach((each) => each.setAttribute('aria-pressed', on && each === button));
    const other = (node) => !node.dataset.elements.split(' ').includes(button.dataset.element);
    evidence.querySelectorAll('[data-elements]').forEach((node) => node.classList.toggle('off', on && other(node)));
    if (on) evidence.querySelector('mark:not(.off)')?.scrollIntoView({block: 'nearest'});
  });

  // Half-typed words are kept when a field is left, and in a pause of the typing too.
  let pause;
  document.addEventListener('input', ({target}) => {
    clearTimeout(pause);
    if (target.matches?.('[data-testid=textbox]')) pause = setTimeout(() => target.dispatchEvent(new FocusEvent('blur')), 1000);
  });
})();
