// The root element tells what the reader does, for styles, tests and whoever is curious.

interface Shown {
  rung: 'read' | 'view' | 'photo' | 'live' | 'webxr' | null;
  tracking: 'searching' | 'tracking' | 'held' | null;
  /** On the rung Photo: ask, looking, found, or what is wrong with the photograph. */
  photo: string | null;
  /** The camera was taken away and comes back by itself; or it rests until the child wants it again. */
  camera: 'interrupted' | 'resting' | null;
  /** On the rung WebXR: over the camera's picture, or in a room that is drawn. */
  room: 'ar' | 'vr' | null;
  marker: string | null;
  /** The code of another book's marker that is spoken of; `unknown` when this server knows none with its ring. */
  stranger: string | null;
  /** Id of the page whose scene is shown. */
  scene: string | null;
}

export function tell(shown: Partial<Shown>): void {
  const { dataset } = document.documentElement;
  for (const [name, value] of Object.entries(shown)) {
    if (value === null) delete dataset[name];
    else if (dataset[name] !== value) dataset[name] = value;
  }
}

let polite: HTMLElement | null = null;

/** Says a sentence to those who do not see it. */
export function announce(sentence: string): void {
  if (!polite) {
    polite = document.createElement('p');
    polite.className = 'said';
    polite.setAttribute('role', 'status');
    document.body.append(polite);
  }
  polite.textContent = '';
  // An unchanged text is not read again.
  requestAnimationFrame(() => {
    if (polite) polite.textContent = sentence;
  });
}
