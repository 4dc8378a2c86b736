// Put into the child's page: notes each pose with the number that the film wrote into the very frame it belongs to.
(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 128;
  canvas.height = 8;
  const context = canvas.getContext('2d', { willReadFrequently: true });

  // As `read_stamp` in tests/browser/camera.py.
  // A slow machine is given smaller pictures of the film.
  const stampOf = (image, width) => {
    const small = width / 640;
    context.drawImage(image, 0, 0, 128 * small, 8 * small, 0, 0, 128, 8);
    const { data } = context.getImageData(0, 0, 128, 8);
    const cells = Array.from({ length: 16 }, (_, k) => (data[4 * (4 * 128 + 8 * k + 4)] > 125 ? 1 : 0));
    const bits = cells.slice(2, 14);
    const parity = (first) => bits.filter((bit, i) => i % 2 === first && bit).length % 2;
    const good = cells[0] === 0 && cells[1] === 1 && cells[14] === parity(0) && cells[15] === parity(1);
    return good ? Number.parseInt(bits.join(''), 2) : null;
  };

  window.noted = [];
  document.documentElement.addEventListener('arlearn:pose', ({ detail }) => {
    const { image, width, marker, state, pose, raw, side } = detail;
    window.noted.push({ number: stampOf(image, width), width, marker, state, pose, raw, side });
  });
})();
