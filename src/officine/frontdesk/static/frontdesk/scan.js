// Reads the QR code of a confirmation with the camera and sends it like a typed code.
//
// The browser's own reader where there is one; otherwise vendor/qr, which is loaded when the camera opens.
'use strict';
(function () {
  const button = document.querySelector('[data-scan]');
  const box = document.querySelector('[data-camera]');
  const form = document.querySelector('[data-find-form]');
  const video = box.querySelector('video');
  const says = box.querySelector('[data-camera-says]');
  const WHY = {
    NotAllowedError: 'refused', SecurityError: 'refused',
    NotFoundError: 'none', OverconstrainedError: 'none',
    NotReadableError: 'busy', AbortError: 'busy',
  };
  const WIDEST = 800, PAUSE = 120, PATIENCE = 80;
  let stream = null;

  button.hidden = false;
  button.addEventListener('click', () => (stream ? close() : open()));
  window.addEventListener('pagehide', close);
  window.addEventListener('load', () => {  // the day's list leads straight to the camera
    if (location.hash !== '#camera') return;
    button.focus();
    open();
  });

  async function open() {
    box.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    if (!navigator.mediaDevices) return typeInstead('none');  // an address that is neither https nor this machine
    try {
      stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment', width: {ideal: 1280}}});
      video.hidden = false;
      video.srcObject = stream;
      await video.play();
      const read = await reader();
      say('looking');
      look(read);
    } catch (problem) {
      close();
      typeInstead(WHY[problem.name] || 'failed');
    }
  }

  function close() {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
    box.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  }

  async function look(read) {
    if (!stream) return;
    const text = await read().catch(() => '');
    if (text && stream) {
      close();
      form.elements.text.value = text;
      return form.requestSubmit();
    }
    setTimeout(look, PAUSE, read);
  }

  async function reader() {
    if ('BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
      const own = new BarcodeDetector({formats: ['qr_code']});
      return async () => (await own.detect(video))[0]?.rawValue;
    }
    const {decodeQR} = await import(button.dataset.decoder);
    const canvas = document.createElement('canvas');
    const drawn = canvas.getContext('2d', {willReadFrequently: true});
    return async () => {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      drawn.drawImage(video, 0, 0, canvas.width, canvas.height);
      return decodeQR(drawn.getImageData(0, 0, canvas.width, canvas.height), {timeLimit: PATIENCE});
    };
  }

  function typeInstead(why) {
    box.hidden = false;
    video.hidden = true;
    say(why);
    form.elements.text.focus();
  }

  function say(what) {
    says.textContent = says.dataset[what];
  }
})();
