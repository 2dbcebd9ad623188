// Keeps the agenda up to date without loading the page again, and says when it cannot.
//
// Every ten seconds it asks whether anything has changed since the stamp of what is shown. A new list is swapped in
// with its focus, its highlighted row and its place on the screen; not while somebody types, presses, has a dialog
// open, or while a form waits for the network.
'use strict';
(function () {
  const EVERY = 10000, HAND_RESTS = 1500, PATIENCE = 8000;
  const agenda = document.getElementById('agenda');
  const says = document.querySelector('[data-live-says]');
  let lostAt = null, pressedAt = 0, isAsking = false;

  ['keydown', 'pointerdown', 'pointermove'].forEach((what) => {
    document.addEventListener(what, () => { pressedAt = Date.now(); }, {passive: true});
  });

  function isBusy() {
    const field = document.activeElement;
    const isTyping = field.matches('input, textarea, select') && field.value !== field.defaultValue;
    return isTyping || Date.now() - pressedAt < HAND_RESTS || document.querySelector('dialog[open], [data-unsent]');
  }

  async function ask() {
    if (isAsking || document.hidden || 'locked' in document.documentElement.dataset) return;
    isAsking = true;
    try {
      const seen = agenda.firstElementChild.dataset.stamp;
      const answer = await fetch(`${agenda.dataset.live}?seen=${seen}`, {
        headers: {'X-Officine-Live': '1'}, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.type === 'opaqueredirect' || answer.status === 401) return signedOut();
      if (answer.status === 423) return document.dispatchEvent(new Event('officine:locked'));
      if (!answer.ok) throw new Error(String(answer.status));
      const found = answer.status === 204 ? '' : await answer.text();
      back();
      if (found && !isBusy()) swap(found);
    } catch {
      lost();
    } finally {
      isAsking = false;
    }
  }

  function swap(found) {
    const anchor = agenda.querySelector('.day-row:focus-within, .day-row:hover') || firstInSight();
    const height = anchor && anchor.getBoundingClientRect().top;
    const focus = focused();
    const on = agenda.querySelector('.day-row.is-on');
    const open = Array.from(agenda.querySelectorAll('details[open]'), (each) => each.dataset.keptOpen);
    agenda.innerHTML = found;
    open.forEach((name) => { agenda.querySelector(`[data-kept-open="${name}"]`)?.setAttribute('open', ''); });
    const again = on && document.getElementById(on.id);
    if (again) again.classList.add('is-on');
    if (focus) focus();
    const there = anchor && document.getElementById(anchor.id);
    if (there) window.scrollBy({top: there.getBoundingClientRect().top - height, behavior: 'instant'});
  }

  // What has the focus, found again in the new list: the same button of the same row, else the row.
  function focused() {
    const element = document.activeElement;
    if (!agenda.contains(element)) return null;
    const row = element.closest('.day-row'), key = element.dataset.key, link = element.getAttribute('href');
    return () => {
      const now = row && document.getElementById(row.id);
      const same = now ? key && now.querySelector(`[data-key="${key}"]`) || now
        : link && agenda.querySelector(`.board a[href="${link}"]`);
      if (same) same.focus({preventScroll: true});
    };
  }

  function firstInSight() {
    return Array.from(agenda.querySelectorAll('.day-row')).find((row) => row.getBoundingClientRect().top >= 0);
  }

  function lost() {
    if (lostAt) return;
    lostAt = new Date();
    const time = `${lostAt.getHours()}:${String(lostAt.getMinutes()).padStart(2, '0')}`;
    says.classList.add('is-lost');
    says.textContent = says.dataset.lost.replace('{time}', time);
  }

  function back() {
    if (!lostAt) return;
    lostAt = null;
    says.classList.remove('is-lost');
    says.textContent = says.dataset.back;
    setTimeout(() => { if (!lostAt) says.textContent = ''; }, EVERY);
  }

  // The session has ended: the page that follows says so.
  function signedOut() {
    if (!isBusy()) location.reload();
  }

  setInterval(ask, EVERY);
  window.addEventListener('online', ask);
  window.addEventListener('offline', lost);
  document.addEventListener('officine:unlocked', ask);
  document.addEventListener('visibilitychange', ask);
})();
