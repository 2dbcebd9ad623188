// Locks the page in place when nobody has touched it for a while, or by the “lock” button, and unlocks it there, so
// that what was being typed stays. The server keeps a lock of its own: this one only hides, and asks.
//
// For other scripts: whoever gets a 423 dispatches “officine:locked” on the document, and tries again after
// “officine:unlocked”. Polls carry the header X-Officine-Live, or they would count as activity.
'use strict';
(function () {
  const dialog = document.querySelector('[data-lock-dialog]');
  if (!dialog || !dialog.showModal) return;
  const form = dialog.querySelector('[data-lock-return]');
  const proof = form.elements.proof;
  const problem = dialog.querySelector('[data-lock-error]');
  const passkey = dialog.querySelector('[data-lock-passkey]');
  const words = dialog.dataset;
  const idle = Number(words.idleSeconds) * 1000;
  const title = document.title;
  const tabs = new BroadcastChannel('officine-desk');
  let isLocked = false;
  let touchedAt = Date.now();
  let toldAt = touchedAt;
  let question = null;

  function post(address, fields) {
    const body = new FormData(form);
    body.delete('proof');
    Object.entries(fields || {}).forEach(([name, value]) => body.set(name, value));
    return fetch(address, {method: 'POST', body, headers: {Accept: 'application/json'}, redirect: 'manual'});
  }

  function say(sentence) {
    problem.textContent = sentence;
    problem.hidden = !sentence;
    proof.toggleAttribute('aria-invalid', Boolean(sentence));
    proof.focus();
  }

  async function cover(tellOthers) {
    if (isLocked) return;
    isLocked = true;
    document.documentElement.dataset.locked = '';
    document.title = dialog.querySelector('h2').textContent;
    say('');
    dialog.showModal();
    proof.focus();
    if (tellOthers) tabs.postMessage('locked');
    document.dispatchEvent(new Event('officine:locked'));
    try {
      const answer = await post(words.lock);
      question = answer.ok ? (await answer.json()).passkey : null;
      passkey.hidden = !question || !window.PublicKeyCredential;
    } catch {
      passkey.hidden = true; // no network: the server locks by itself when its time has come
    }
  }

  function uncover(tellOthers) {
    if (!isLocked) return;
    isLocked = false;
    delete document.documentElement.dataset.locked;
    document.title = title;
    proof.value = '';
    touchedAt = toldAt = Date.now();
    dialog.close();
    if (tellOthers) tabs.postMessage('unlocked');
    document.dispatchEvent(new Event('officine:unlocked'));
  }

  async function unlock(fields) {
    let answer;
    try {
      answer = await post(form.action, fields);
    } catch {
      return say(words.noAnswer);
    }
    if (answer.status === 204) return uncover(true);
    if (answer.status === 422) {
      proof.value = '';
      return say((await answer.json()).error);
    }
    if (answer.status === 401) return location.assign((await answer.json()).address);
    return answer.status >= 500 ? say(words.noAnswer) : location.reload(); // the session is over
  }

  function load(address) {
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      Object.assign(script, {src: address, onload: done, onerror: failed});
      document.head.append(script);
    });
  }

  async function usePasskey() {
    try {
      if (!window.webauthnJSON) await load(words.webauthn);
      await unlock({credential: JSON.stringify(await window.webauthnJSON.get(question))});
    } catch {
      say(words.noPasskey);
    }
  }

  function touched() {
    if (isLocked || look()) return;
    touchedAt = Date.now();
    if (touchedAt - toldAt < Math.min(60000, idle / 4)) return;
    toldAt = touchedAt;
    tabs.postMessage('active');
    post(words.activity).then((answer) => { if (answer.status === 423) cover(true); }, () => {});
  }

  function look() {
    if (!isLocked && Date.now() - touchedAt >= idle) cover(true);
    return isLocked;
  }

  ['keydown', 'pointerdown', 'input', 'wheel'].forEach((name) => {
    addEventListener(name, touched, {capture: true, passive: true});
  });
  setInterval(look, 2000);
  document.addEventListener('visibilitychange', look);
  document.addEventListener('officine:locked', () => cover(true));
  tabs.addEventListener('message', ({data}) => {
    if (data === 'locked') cover(false);
    if (data === 'unlocked') uncover(false);
    if (data === 'active') touchedAt = Date.now();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    unlock({proof: proof.value});
  });
  passkey.addEventListener('click', usePasskey);
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.addEventListener('close', () => { if (isLocked) dialog.showModal(); });
  document.querySelectorAll('[data-lock-now]').forEach((button) => {
    button.form.addEventListener('submit', (event) => {
      event.preventDefault();
      cover(true);
    });
  });
})();
