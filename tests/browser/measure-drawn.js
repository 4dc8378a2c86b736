// What the page drew for a frame of the camera, laid back over the very picture that the frame has.
() =>
  new Promise((resolve, reject) => {
    setTimeout(reject, 30_000, 'no frame with a page in it');
    const root = document.documentElement;
    const stage = document.querySelector('.stage');
    const canvas = document.querySelector('canvas.scene');
    const covered = (side) => Number.parseFloat(getComputedStyle(stage).getPropertyValue(`--covered-${side}`)) || 0;
    const boxOf = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height];
    };
    const pixels = (width, height, draw) => {
      const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      draw(pen);
      return pen.getImageData(0, 0, width, height).data;
    };

    const look = ({ detail: { image, width, height, raw } }) => {
      if (!raw) return;
      root.removeEventListener('arlearn:pose', look);
      // The picture fills what the sheet leaves of the stage, and 12 px behind its torn edge.
      const [, , wide, high] = boxOf(stage);
      const [freeWide, freeHigh] = [wide - covered('right'), high - Math.max(0, covered('bottom') - 12)];
      const scale = Math.max(freeWide / width, freeHigh / height);
      const screen = pixels(wide, high, (pen) => pen.drawImage(canvas, 0, 0, wide, high));
      // A slow machine draws in px that are larger than the screen's.
      const ends = [4, freeWide - 4].flatMap((x) => [4, freeHigh - 4].map((y) => Math.floor(y) * wide + Math.floor(x)));
      const [left, top] = [(width - freeWide / scale) / 2, (height - freeHigh / scale) / 2];
      const drawn = pixels(width, height, (pen) => pen.drawImage(canvas, left, top, wide / scale, high / scale));
      const given = pixels(width, height, (pen) => pen.drawImage(image, 0, 0, width, height));

      // So much around the middle of the picture is seen however the phone is held.
      const across = Math.hypot(width, height);
      const reach = Math.floor(0.28 * across);
      const figure = { size: 0, x: 0, y: 0 };
      const shifts = [-3, 0, 3].flatMap((y) => [-3, 0, 3].map((x) => ({ shift: [x, y], apart: 0 })));
      for (let y = height / 2 - reach; y < height / 2 + reach; y++)
        for (let x = width / 2 - reach; x < width / 2 + reach; x++) {
          const at = 4 * (y * width + x);
          const steps = [8, 8 * width].map((step) => Math.abs(given[at - step] - given[at + step]));
          const [red, green, blue] = drawn.subarray(at, at + 3);
          // The camera sees only grey: what has a colour is the figure. Of the rest edges tell most.
          if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) {
            figure.size++;
            figure.x += x - width / 2;
            figure.y += y - height / 2;
          } else if (Math.max(...steps) > 80) {
            for (const one of shifts)
              one.apart += Math.abs(red - given[at + 4 * (one.shift[1] * width + one.shift[0])]);
          }
        }
      shifts.sort((a, b) => a.apart - b.apart);
      resolve({
        canvas: boxOf(canvas),
        stage: boxOf(stage),
        filled: ends.every((at) => screen[4 * at + 3] === 255),
        size: figure.size / across ** 2,
        place: [figure.x / figure.size / across, figure.y / figure.size / across],
        shift: shifts[0].shift,
        clearly: shifts[1].apart / shifts[0].apart,
      });
    };
    root.addEventListener('arlearn:pose', look);
  })
