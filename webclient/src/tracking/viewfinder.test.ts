import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Viewfinder } from './viewfinder.ts';

class Track extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  readonly #lens: string;
  constructor(lens: string) {
    super();
    this.#lens = lens;
  }
  getSettings = () => ({ deviceId: this.#lens });
  stop = () => {
    this.readyState = 'ended';
  };
}

/** What the camera does: it films, says nothing any more, or does not even begin. */
let mood: 'films' | 'silent' | 'dead';
/** Why the next openings are refused, one after the other. */
let refusals: string[];
/** What an opening waits for. */
let held: Promise<void> | null;
/** The cameras that were given, and how often one was asked for. */
let tracks: Track[];
let asked: number;
/** What the page was told. */
let told: string[];
let finder: Viewfinder;
let page: EventTarget & { hidden: boolean };

const video = {
  srcObject: null,
  currentTime: 0,
  play: () => (mood === 'dead' ? new Promise(() => undefined) : Promise.resolve()),
};

const mediaDevices = {
  getUserMedia: async () => {
    asked++;
    await held;
    const refusal = refusals.shift();
    if (refusal) throw new DOMException('', refusal);
    const track = new Track('back');
    tracks.push(track);
    return { getVideoTracks: () => [track], getTracks: () => [track] };
  },
  enumerateDevices: async () => [{ kind: 'videoinput', deviceId: 'back', label: '' }],
};

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const say = (event: string) => tracks.at(-1)?.dispatchEvent(new Event(event));
const burning = () => tracks.filter(({ readyState }) => readyState === 'live').length;

function hide(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

/** Holds what is asked for from now on until the function it gives is called. */
function hold(): () => Promise<unknown> {
  let letGo = (): void => undefined;
  held = new Promise((resolve) => {
    letGo = resolve;
  });
  return () => {
    held = null;
    letGo();
    return pass(0);
  };
}

function find(): Viewfinder {
  return new Viewfinder(video as unknown as HTMLVideoElement, {
    onOpen: () => told.push('open'),
    onInterrupted: () => told.push('interrupted'),
    onFailure: (failure) => {
      told.push(failure);
      finder.stop();
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  mood = 'films';
  [refusals, tracks, told] = [[], [], []];
  [held, asked] = [null, 0];
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', { isSecureContext: true });
  vi.stubGlobal('navigator', { mediaDevices });
  setInterval(() => {
    if (mood === 'films' && video.srcObject) video.currentTime++;
  }, 100);
  finder = find();
});

afterEach(() => {
  finder.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a camera that is taken away', () => {
  it('R50 goes on when it is muted and heard again', async () => {
    await finder.open();
    await pass(2000);
    say('mute');
    expect(told).toEqual(['open', 'interrupted']);
    say('unmute');
    await pass(10_000);
    expect(told).toEqual(['open', 'interrupted', 'open']);
    expect([asked, burning()]).toEqual([1, 1]);
  });

  it('R50 is opened anew when it said nothing for 4 s', async () => {
    await finder.open();
    await pass(2000);
    mood = 'silent';
    await pass(3500);
    expect(told).toEqual(['open']);
    await pass(600);
    expect(told).toEqual(['open', 'interrupted']);
    expect(burning()).toBe(0);
    mood = 'films';
    await pass(1000);
    expect(told).toEqual(['open', 'interrupted', 'open']);
    expect([asked, burning()]).toEqual([2, 1]);
  });

  it.each(['silent', 'dead'] as const)('R123 is said to be in use when it is %s in every opening', async (what) => {
    await finder.open();
    mood = what;
    say('ended');
    await pass(60_000);
    const words = told.filter((word) => word !== 'open');
    expect(words[0]).toBe('interrupted');
    expect(words.at(-1)).toBe('busy');
    expect([asked, burning()]).toEqual([5, 0]);
  });

  it('R123 is opened anew too when it was dead from the very first', async () => {
    mood = 'dead';
    void finder.open();
    await pass(5500);
    expect(told).toEqual([]);
    await pass(600);
    mood = 'films';
    await pass(1000);
    expect(told).toEqual(['interrupted', 'open']);
  });

  it('R123 is said to be in use when it is refused again and again', async () => {
    await finder.open();
    refusals = Array.from({ length: 30 }, () => 'NotReadableError');
    say('ended');
    await pass(60_000);
    expect(told).toEqual(['open', 'interrupted']);
    await pass(10_000);
    expect(told).toEqual(['open', 'interrupted', 'busy']);
    expect([asked, burning()]).toEqual([20, 0]);
  });

  it('R123 is tried again when it is lost once more just after a call', async () => {
    await finder.open();
    refusals = Array.from({ length: 6 }, () => 'NotReadableError');
    say('ended');
    await pass(20_000);
    expect(told).toEqual(['open', 'interrupted', 'open']);
    expect(asked).toBe(8);
    say('ended');
    await pass(5000);
    expect(told).toEqual(['open', 'interrupted', 'open', 'interrupted', 'open']);
  });

  it('R51 is said at once to be in use by who never had it', async () => {
    refusals = ['NotReadableError'];
    await finder.open();
    expect(told).toEqual(['busy']);
  });
});

describe('a page that was hidden', () => {
  it.each(['NotReadableError', 'AbortError'])('R122 has its camera again after two of %s', async (refusal) => {
    await finder.open();
    hide(true);
    await pass(60_000);
    expect([told, burning()]).toEqual([['open'], 0]);
    refusals = [refusal, refusal];
    hide(false);
    await pass(0);
    expect(told).toEqual(['open', 'interrupted']);
    await pass(2000);
    expect(told).toEqual(['open', 'interrupted', 'open']);
    expect([asked, burning()]).toEqual([4, 1]);
  });

  it('R122 says nothing when its camera is given back at once', async () => {
    await finder.open();
    hide(true);
    hide(false);
    await pass(60_000);
    expect(told).toEqual(['open', 'open']);
  });

  it('R122 has all the tries again each time that it is seen', async () => {
    await finder.open();
    refusals = Array.from({ length: 8 }, () => 'NotReadableError');
    for (const hidden of [true, false, true, false]) {
      hide(hidden);
      await pass(7000);
    }
    expect(told).toEqual(['open', 'interrupted']);
    await pass(1000);
    expect(told).toEqual(['open', 'interrupted', 'open']);
  });

  it('R122 is told nothing of a camera that is taken away meanwhile', async () => {
    await finder.open();
    // The browser has not said yet that the page is hidden.
    page.hidden = true;
    say('mute');
    hide(true);
    say('ended');
    await pass(60_000);
    expect([told, asked]).toEqual([['open'], 1]);
    hide(false);
    await pass(60_000);
    expect(told).toEqual(['open', 'open']);
  });

  it('R122 is not told either of one that is given back as the page is hidden', async () => {
    await finder.open();
    say('mute');
    say('unmute');
    hide(true);
    await pass(60_000);
    expect(told).toEqual(['open', 'interrupted']);
  });

  it('R122 is asked no second time when the child forbade the camera meanwhile', async () => {
    await finder.open();
    refusals = ['NotAllowedError'];
    hide(true);
    hide(false);
    await pass(60_000);
    expect([told, asked]).toEqual([['open', 'refused'], 2]);
  });

  it('R123 says that its camera is in use when it is not given back', async () => {
    await finder.open();
    refusals = Array.from({ length: 30 }, () => 'NotReadableError');
    hide(true);
    hide(false);
    await pass(75_000);
    expect([told, asked]).toEqual([['open', 'interrupted', 'busy'], 20]);
  });
});

describe('a camera that nobody looks through', () => {
  it('R124 is let go, also when it comes late', async () => {
    const letGo = hold();
    void finder.open();
    finder.stop();
    await letGo();
    await pass(10_000);
    expect([told, tracks.length, burning()]).toEqual([[], 1, 0]);
  });

  it('R124 waits for no list of lenses before it is let go', async () => {
    vi.stubGlobal('localStorage', { getItem: () => 'one that is gone' });
    vi.spyOn(mediaDevices, 'enumerateDevices').mockReturnValue(new Promise(() => undefined));
    finder = find();
    const letGo = hold();
    void finder.open();
    hide(true);
    await letGo();
    expect([tracks.length, burning()]).toEqual([1, 0]);
  });

  it('R124 burns once however often the page is hidden and seen while it is on its way', async () => {
    const letGo = hold();
    void finder.open();
    for (const hidden of [true, true, false, true, false]) hide(hidden);
    await letGo();
    await pass(10_000);
    expect([told, asked, burning()]).toEqual([['open'], 3, 1]);
  });

  it('R124 stays away when it was closed while the page was hidden', async () => {
    await finder.open();
    hide(true);
    finder.stop();
    hide(false);
    await pass(10_000);
    expect([told, asked, burning()]).toEqual([['open'], 1, 0]);
  });

  it('R95 rests over a look elsewhere, and is not waited for when it is wanted again and in use', async () => {
    await finder.open();
    finder.rest();
    hide(true);
    hide(false);
    await pass(10_000);
    expect([asked, burning()]).toEqual([1, 0]);
    refusals = ['NotReadableError'];
    await finder.open();
    expect(told).toEqual(['open', 'busy']);
  });
});
