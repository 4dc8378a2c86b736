// Written by `arlearn wire` from the server's models. Not to be edited.

export type Node = ModelNode;
export type Task = ChoiceTask | SpellTask | FindTask;

/**
 * Choose the one right option.
 */
export interface ChoiceTask {
  kind: 'choice';
  id: string;
  prompt: {
    [k: string]: string;
  };
  options: Option[];
  answer: string;
  hint: {
    [k: string]: string;
  } | null;
}
export interface Option {
  id: string;
  text: {
    [k: string]: string;
  };
}
/**
 * Tap the thing in the scene that the prompt asks for.
 */
export interface FindTask {
  kind: 'find';
  id: string;
  prompt: {
    [k: string]: string;
  };
  answer: string;
  hint: {
    [k: string]: string;
  } | null;
}
/**
 * A 3D model that stands on the page.
 */
export interface ModelNode {
  kind: 'model';
  id: string;
  asset: string;
  name: {
    [k: string]: string;
  };
  /**
   * @minItems 3
   * @maxItems 3
   */
  position: [number, number, number];
  /**
   * @minItems 3
   * @maxItems 3
   */
  rotation: [number, number, number];
  size: number;
  animation: string | null;
  play: 'loop' | 'tap';
  tap: 'play' | 'hop' | 'turn' | 'rest';
  speaks: boolean;
}
/**
 * A person's voice that reads the story of one language aloud, and when it speaks each word.
 */
export interface Narration {
  asset: string;
  sentences: [number, number][][];
}
/**
 * A picture for those who read without the 3D scene.
 */
export interface Picture {
  asset: string;
  description: {
    [k: string]: string;
  };
}
/**
 * Everything that a marker opens, in every language that it has.
 */
export interface SceneDocument {
  version: 1;
  title: {
    [k: string]: string;
  };
  story: {
    [k: string]: string[];
  };
  picture: Picture | null;
  nodes: ModelNode[];
  tasks: (ChoiceTask | SpellTask | FindTask)[];
  light: 'day' | 'morning' | 'evening' | 'night';
  narration: {
    [k: string]: Narration;
  };
}
/**
 * Put the letters of a word in order.
 */
export interface SpellTask {
  kind: 'spell';
  id: string;
  prompt: {
    [k: string]: string;
  };
  word: {
    [k: string]: string;
  };
  hint: {
    [k: string]: string;
  } | null;
}
