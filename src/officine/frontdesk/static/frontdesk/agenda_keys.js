// The keys of the agenda. One row is highlighted: arrows move it, and a letter presses the button that shows it.
//
// Each button and link names its key in data-key. Nothing is done while somebody types, with Ctrl, Alt or the
// command key, while a dialog is open, or once the keys are switched off on this computer.
'use strict';
(function () {
  const SWITCH = 'officine-keys';
  const agenda = document.getElementById('agenda');
  const search = document.querySelector('[data-find]');
  const list = document.querySelector('[data-keys]');
  const opener = document.querySelector('[data-keys-open]');
  const isOn = document.querySelector('[data-keys-on]');

  const rows = () => Array.from(agenda.querySelectorAll('.day-row')).filter((row) => row.offsetParent);
  const current = () => agenda.querySelector('.day-row.is-on');
  const isTyping = (target) => target.matches('input, textarea, select, [contenteditable]');

  function highlight(row, {focus = true} = {}) {
    if (!row) return;
    agenda.querySelectorAll('.day-row.is-on').forEach((each) => each.classList.remove('is-on'));
    row.classList.add('is-on');
    if (!focus) return;
    row.focus({preventScroll: true});
    row.scrollIntoView({block: 'nearest'});
  }

  // Where the work is: the first who is late, else the first who is still to come.
  const next = () => agenda.querySelector('.day-sheet .day-late') || agenda.querySelector('.day-sheet .day-confirmed');
  const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));

  function step(by) {
    const all = rows(), at = all.indexOf(current());
    highlight(at < 0 ? next() || all[0] : all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function press(key) {
    const row = current();
    const wanted = row && row.querySelector(`[data-key="${key}"]`) || document.querySelector(`.day-tools [data-key="${key}"]`);
    if (wanted) wanted.click();
    return Boolean(wanted);
  }

  const own = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    '/': () => { if (search) search.focus(); }, '?': () => list.showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.target === search && ['ArrowDown', 'Escape'].includes(event.key)) {
      event.preventDefault();
      highlight(current() || next() || rows()[0]);
      if (event.key === 'Escape') search.blur();
      return;
    }
    if (isTyping(event.target) || !isOn.checked) return;
    if (own[event.key]) {
      event.preventDefault();
      own[event.key]();
    } else if (event.key === 'Enter') {
      if (event.target.matches('.day-row') && press('o')) event.preventDefault();
    } else if (/^[a-z]$/.test(event.key) && !event.repeat && press(event.key)) {
      event.preventDefault();
    }
  });

  // Whatever in a row is reached by Tab, a tap or a link of the board makes it the highlighted one.
  agenda.addEventListener('focusin', (event) => highlight(event.target.closest('.day-row'), {focus: false}));
  window.addEventListener('hashchange', () => highlight(named()));

  opener.hidden = false;
  opener.addEventListener('click', () => list.showModal());
  isOn.checked = localStorage.getItem(SWITCH) !== 'off';
  isOn.addEventListener('change', () => localStorage.setItem(SWITCH, isOn.checked ? 'on' : 'off'));

  if (location.hash && named()) highlight(named());
  else {
    highlight(next(), {focus: false});
    if (search && document.activeElement === document.body && matchMedia('(min-width: 60rem) and (hover: hover)').matches) {
      search.focus({preventScroll: true});
    }
  }
})();
