// A camera whose lenses, lamp, picture and moods a test decides, in the place of the browser's: for what Chromium's own
// fake cannot show. `camera.show` gives it a grey picture; its video is a canvas, of whatever size the picture has.
(() => {
  if (!navigator.mediaDevices) return;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  const pen = canvas.getContext('2d');
  let picture = null;
  const camera = {
    lenses: [{ id: 'back', label: 'camera 0, facing back', lamp: true }],
    /** Name of the DOMException with which it is refused. */
    refuses: null,
    /** What was asked of it: constraints of openings, of changes meanwhile, and whether the lamp burns. */
    opened: [],
    wishes: [],
    lamp: false,
    tracks: [],
    poses: [],
    show(base64, width, height) {
      const gray = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      picture = new ImageData(width, height);
      gray.forEach((value, i) => picture.data.set([value, value, value, 255], 4 * i));
    },
  };
  window.camera = camera;
  setInterval(() => {
    if (!picture) return;
    if (canvas.width !== picture.width || canvas.height !== picture.height) {
      [canvas.width, canvas.height] = [picture.width, picture.height];
    }
    pen.putImageData(picture, 0, 0);
  }, 60);
  navigator.mediaDevices.enumerateDevices = async () =>
    camera.lenses.map(({ id, label }) => ({ kind: 'videoinput', deviceId: id, label }));
  navigator.mediaDevices.getUserMedia = async ({ video }) => {
    camera.opened.push(video);
    if (camera.refuses) throw new DOMException('', camera.refuses);
    const lens = camera.lenses.find(({ id }) => id === video.deviceId?.ideal) ?? camera.lenses[0];
    const stream = canvas.captureStream();
    const [track] = stream.getVideoTracks();
    const settings = track.getSettings.bind(track);
    camera.lamp = false;
    track.getSettings = () => ({ ...settings(), deviceId: lens.id });
    track.getCapabilities = () => ({ torch: lens.lamp });
    track.applyConstraints = async (wish) => {
      camera.wishes.push(wish);
      for (const { torch } of wish.advanced ?? []) if (torch !== undefined) camera.lamp = torch;
    };
    camera.tracks.push(track);
    return stream;
  };
  document.addEventListener('DOMContentLoaded', () => {
    document.documentElement.addEventListener('arlearn:pose', ({ detail: { raw, width, height, marker, state } }) => {
      camera.poses.push({ t: raw && [...raw.t], width, height, marker, state });
    });
  });
})();
