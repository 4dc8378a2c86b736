// The phone's camera: opens the back one, says in one word why not, remembers the lens that was chosen.

export type CameraFailure = 'refused' | 'none' | 'busy' | 'insecure' | 'unsupported';

export class CameraProblem extends Error {
  constructor(readonly failure: CameraFailure) {
    super(failure);
  }
}

export interface Lens {
  readonly id: string;
  readonly label: string;
}

const REMEMBERED = 'arlearn.lens';

/** Lights the lamp beside a lens; not in the DOM library's types. */
interface LampCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

export function cameraFailure(error: unknown): CameraFailure {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unsupported';
  }
}

/** Opens the camera; throws a CameraProblem. Only wishes, no demands: any camera is better than none. */
export async function openCamera(lens: string | null): Promise<MediaStream> {
  if (!window.isSecureContext) throw new CameraProblem('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraProblem('unsupported');
  const which: MediaTrackConstraints = lens ? { deviceId: { ideal: lens } } : { facingMode: { ideal: 'environment' } };
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, ...size } });
  } catch (error) {
    throw new CameraProblem(cameraFailure(error));
  }
}

/** The cameras there are; they have names only once the camera has been allowed. */
export async function listLenses(): Promise<Lens[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId)
    .map((device, i) => ({ id: device.deviceId, label: device.label || String(i + 1) }));
}

export function rememberedLens(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage may be forbidden; then the choice lasts for this visit
  }
}

export function rememberLens(id: string): void {
  try {
    localStorage.setItem(REMEMBERED, id);
  } catch {
    // see above
  }
}

export function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0];
  const capabilities: LampCapabilities = track?.getCapabilities?.() ?? {};
  return capabilities.torch === true;
}

/** Returns whether the lamp obeyed. */
export async function setTorch(stream: MediaStream, on: boolean): Promise<boolean> {
  if (!hasTorch(stream)) return false;
  try {
    const wish = { torch: on } as MediaTrackConstraintSet;
    await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [wish] });
    return true;
  } catch {
    return false;
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
