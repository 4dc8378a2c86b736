// A device that is in a room, for tests: IWER gives the runtime; table, floor and wall, the finger on glass and the
// browser's overlay are ours, because IWER leaves them to its users. Called with what the device can do.
window.emulateRoom = ({ modes, features, overlay = false, headset = false }) => {
  const { IWER } = window;
  const device = new IWER.XRDevice({
    ...IWER.metaQuest3,
    name: 'test device',
    supportedSessionModes: modes,
    supportedFeatures: ['viewer', 'local', ...features],
    interactionMode: headset ? 'world-space' : 'screen-space',
    userAgent: navigator.userAgent,
  });
  device.fovy = 1;
  device.position.set(0, 1.3, 0);
  const look = (degrees) => {
    const half = (degrees * Math.PI) / 360;
    device.quaternion.set(Math.sin(half), 0, 0, Math.cos(half));
  };
  look(-40);
  device.controllers.left.connected = false;
  const hand = device.controllers.right;
  if (!headset) Object.defineProperty(hand.inputSource, 'targetRayMode', { value: 'screen' });
  device.installSEM(Surroundings);
  device.canvasContainer.style.zIndex = '-1';
  device.installRuntime({ forceInstall: true });
  if (!overlay) device.canvasContainer.style.zIndex = '5';

  const { xr } = navigator;
  const request = xr.requestSession.bind(xr);
  xr.requestSession = async (mode, options) => {
    window.asked = {
      mode,
      active: navigator.userActivation?.isActive ?? true,
      root: options?.domOverlay?.root?.tagName,
    };
    if (window.room.refusal) throw new DOMException('no', window.room.refusal);
    const immersion = await request(mode, options);
    if (overlay && options?.domOverlay) immersion.domOverlayState = { type: 'screen' };
    window.immersion = immersion;
    return immersion;
  };

  /** Points from the eye through a px of the screen, as a finger on glass does. */
  const aim = (x, y) => {
    const tall = Math.tan(device.fovy / 2);
    const wide = (tall * innerWidth) / innerHeight;
    const q = device.quaternion;
    const [dx, dy] = [((2 * x) / innerWidth - 1) * wide, (1 - (2 * y) / innerHeight) * tall];
    // First right or left about the eye's own upright, then up or down about what is its right then.
    const yaw = Math.atan2(-dx, 1);
    const pitch = Math.atan2(dy, Math.hypot(dx, 1));
    const turned = times(times([q.x, q.y, q.z, q.w], [0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)]), [
      Math.sin(pitch / 2),
      0,
      0,
      Math.cos(pitch / 2),
    ]);
    hand.position.set(device.position.x, device.position.y, device.position.z);
    hand.quaternion.set(...turned);
  };
  const times = ([ax, ay, az, aw], [bx, by, bz, bw]) => [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
  const select = () => {
    hand.updateButtonValue('trigger', 1);
    setTimeout(() => hand.updateButtonValue('trigger', 0), 60);
  };
  if (overlay)
    document.addEventListener('pointerup', (event) => {
      const before = new Event('beforexrselect', { bubbles: true, cancelable: true });
      if (!window.immersion || !event.target.dispatchEvent(before)) return;
      aim(event.clientX, event.clientY);
      select();
    });
  window.placings = [];
  // There is no root element yet, but all that is told to it passes here.
  document.addEventListener('arlearn:placing', ({ detail }) => window.placings.push(detail), true);
  /** The device is taken away. */
  const forget = () => {
    modes.length = 0;
    xr.dispatchEvent(new Event('devicechange'));
  };
  window.room = { aim, select, look, forget, refusal: null };
};

/** A table at 0.7 m, the floor, and a wall behind. */
class Surroundings {
  environmentCanvas = document.createElement('canvas');
  trackedPlanes = new Set();
  trackedMeshes = new Set();

  constructor() {
    const { style } = this.environmentCanvas;
    Object.assign(style, { position: 'absolute', inset: '0', width: '100%', height: '100%', zIndex: '1' });
    style.background = 'linear-gradient(#b9c4c0 0 22%, #8a6a45 22% 26%, #a98158 26% 78%, #6f7d78 78%)';
  }

  render() {}

  computeHitTestResults(m) {
    const [ox, oy, oz] = [m[12], m[13], m[14]];
    const [dx, dy, dz] = [-m[8], -m[9], -m[10]];
    const met = [];
    const level = (y, inside) => {
      const t = (y - oy) / dy;
      const [x, z] = [ox + t * dx, oz + t * dz];
      if (t > 0 && inside(x, z)) met.push({ t, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1] });
    };
    level(0.7, (x, z) => Math.abs(x) < 0.8 && z < -0.25 && z > -1.4);
    level(0, (_, z) => z > -3);
    const t = (-3 - oz) / dz;
    if (t > 0) met.push({ t, matrix: [1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, ox + t * dx, oy + t * dy, -3, 1] });
    return met.sort((a, b) => a.t - b.t).map(({ matrix }) => new Float32Array(matrix));
  }
}
