// The stage in other hands: who has it draws it, in a room around the page.
import type { Camera, Scene, WebGLRenderer } from 'three';
import type { BuiltNode } from './build.ts';
import type { Subject } from './eyes.ts';

export interface LentStage {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  /** What stands on the sheet, mm. */
  readonly subject: () => Subject;
  readonly nodes: () => readonly BuiltNode[];
  /** Moves everything on and draws it; `there`: the sheet and what stands on it can be seen. */
  readonly draw: (eyes: Camera, there: boolean) => void;
  /** The scene unfolds once more. */
  readonly rise: () => void;
  readonly touch: (node: string) => void;
  readonly giveBack: () => void;
}
