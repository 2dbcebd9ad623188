// Forms with data-steady lose nothing while the network is away: what was typed stays, and is sent until it arrives.
//
// Such a form is posted to its own address by fetch. Where the answer is a redirect, the server says where it leads
// (frontdesk/steady.py) and the browser goes there. Any other answer is a page to read, a mistake beside its field:
// then the form is sent again in the plain way. So each of these forms is safe to repeat: it carries the version of
// what it changes, or a key that counts once.
'use strict';
(function () {
  const RETRY = 3000, PATIENCE = 20000;
  const AWAY = [502, 503, 504], LOCKED = 423;
  const says = document.querySelector('[data-steady-says]');
  const unsent = [];  // {form, button, address, body}, in the order in which they were pressed
  let isSending = false, timer = 0;

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('[data-steady]') || form.dataset.steady === 'plain') return;
    event.preventDefault();
    if (isSending && unsent[0].form === form) return;  // a double click
    keep(form, event.submitter);
    send();
  });
  window.addEventListener('online', () => send());
  document.addEventListener('officine:unlocked', () => send());
  window.addEventListener('beforeunload', (event) => { if (unsent.length) event.preventDefault(); });
  // A page that the browser kept and shows again.
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-steady]').forEach((form) => { form.dataset.steady = ''; });
  });
  if (says) says.querySelector('button').addEventListener('click', () => send());

  function keep(form, button) {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    const address = button && button.getAttribute('formaction') || form.getAttribute('action') || location.href;
    const before = unsent.findIndex((each) => each.form === form);
    unsent.splice(before < 0 ? unsent.length : before, before < 0 ? 0 : 1, {form, button, address, body});
    form.dataset.unsent = '';
  }

  async function send() {
    if (isSending || !unsent.length) return;
    isSending = true;
    clearTimeout(timer);
    let landing = null, toRead = null;
    while (unsent.length) {
      const answer = await answerTo(unsent[0]);
      if (!answer) break;
      const sent = unsent.shift();
      delete sent.form.dataset.unsent;
      if (answer.headers.has('X-Officine-Location')) landing = answer.headers.get('X-Officine-Location');
      else toRead = sent;
    }
    isSending = false;
    if (unsent.length) return wait();
    if (toRead) return sendPlainly(toRead);
    goTo(landing);
  }

  async function answerTo({address, body}) {
    const how = {method: 'POST', body, redirect: 'manual', headers: {'X-Officine-Steady': '1'}};
    try {
      const answer = await fetch(address, {...how, signal: AbortSignal.timeout(PATIENCE)});
      if (answer.status === LOCKED) document.dispatchEvent(new Event('officine:locked'));  // lock.js asks who it is
      return [...AWAY, LOCKED].includes(answer.status) ? null : answer;
    } catch {
      return null;
    }
  }

  function wait() {
    if (says) says.hidden = false;
    timer = setTimeout(send, RETRY);
  }

  function sendPlainly({form, button}) {
    form.dataset.steady = 'plain';
    if (button && button.isConnected) form.requestSubmit(button);
    else form.requestSubmit();
  }

  function goTo(address) {
    const there = new URL(address, location.href);
    const isHere = there.pathname === location.pathname && there.search === location.search;
    if (!isHere || !there.hash) return location.assign(there);
    // Only the part after # differs: the browser would stay on the old page.
    history.replaceState(null, '', there);
    location.reload();
  }
})();
