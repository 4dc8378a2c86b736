// Written by `arlearn wire` from the server's models. Not to be edited.

export type FromEducator = EducatorHello | Command | Credit | Ping;
export type FromLearner = LearnerHello | Presence | Answer | Finished | Ping;
export type ToEducator = EducatorWelcome | Frame | Done | Refused | Pong | Bye;
export type ToLearner = LearnerWelcome | ControlChanged | Acknowledged | Refused | Pong | Bye;

/**
 * Everything up to `n` is in the log, or was refused for good: it may leave the outbox.
 */
export interface Acknowledged {
  kind: 'acknowledged';
  n: number;
}
/**
 * An answer to a task. Kept by the client until the server acknowledges `n`.
 */
export interface Answer {
  kind: 'answer';
  n: number;
  page: string;
  revision: string;
  task: string;
  language: string;
  value: string;
}
/**
 * The server is about to close. `again`: come back after a random part of these milliseconds; null: do not.
 */
export interface Bye {
  kind: 'bye';
  code: string;
  message: string;
  again: [number, number] | null;
}
/**
 * An order to all. Sent again under the same `id` it counts once.
 */
export interface Command {
  kind: 'command';
  id: string;
  order: OpenPage | Pause | Resume | End;
}
/**
 * Everybody to this page; `page` null lets the children turn pages themselves again.
 */
export interface OpenPage {
  do: 'open_page';
  page: string | null;
}
/**
 * Eyes on me: the children's screens rest until `resume`.
 */
export interface Pause {
  do: 'pause';
}
export interface Resume {
  do: 'resume';
}
/**
 * Ends the group for good.
 */
export interface End {
  do: 'end';
}
/**
 * What the educator has ordered; replaces an older version whole.
 */
export interface Control {
  version: number;
  page: string | null;
  paused: boolean;
  ended: boolean;
}
export interface ControlChanged {
  kind: 'control';
  control: Control;
}
/**
 * The panel has drawn every frame up to this one and can take more.
 */
export interface Credit {
  kind: 'credit';
  frame: number;
}
/**
 * The command `id` is in the log and has gone out to the children.
 */
export interface Done {
  kind: 'done';
  id: string;
}
/**
 * First message of a panel's connection; the educator is known by the sign-in cookie.
 */
export interface EducatorHello {
  kind: 'hello';
  role: 'educator';
  version: 1;
  group: string;
}
/**
 * Answer to a panel's hello: everything at once.
 */
export interface EducatorWelcome {
  kind: 'welcome';
  role: 'educator';
  epoch: string;
  seq: number;
  group: string;
  code: string;
  book: string;
  control: Control;
  rows: Row[];
}
/**
 * What the panel shows of one learner; replaces the older row of the same learner whole.
 */
export interface Row {
  learner: LearnerFace;
  connected: boolean;
  away_since: number | null;
  page: string | null;
  view: 'reading' | 'searching' | 'tracking' | 'held' | 'away';
  rung: 'read' | 'view' | 'photo' | 'live' | 'webxr';
  help: boolean;
  solved: TaskRef[];
  tries: number;
  finished: string[];
  last: LastAnswer | null;
}
/**
 * How a child appears: an animal and a colour, dealt on joining.
 */
export interface LearnerFace {
  id: string;
  order: number;
  animal:
    | 'sun-bear'
    | 'orangutan'
    | 'hornbill'
    | 'turtle'
    | 'tiger'
    | 'elephant'
    | 'rhino'
    | 'tapir'
    | 'deer'
    | 'proboscis-monkey'
    | 'loris'
    | 'pangolin'
    | 'otter'
    | 'cat'
    | 'buffalo'
    | 'horse'
    | 'rooster'
    | 'duck'
    | 'owl'
    | 'frog'
    | 'crab'
    | 'fish'
    | 'dolphin'
    | 'butterfly'
    | 'bee';
  colour: 'orange' | 'sky' | 'green' | 'yellow' | 'blue' | 'vermilion' | 'purple' | 'grey';
}
export interface TaskRef {
  page: string;
  task: string;
}
export interface LastAnswer {
  page: string;
  task: string;
  value: string;
  correct: boolean;
  at: number;
}
/**
 * The child has read a page to its end.
 */
export interface Finished {
  kind: 'finished';
  n: number;
  page: string;
  revision: string;
}
/**
 * What changed since the last frame: rows by learner, and the control state if it did.
 */
export interface Frame {
  kind: 'frame';
  frame: number;
  seq: number;
  rows: Row[];
  control: Control | null;
}
/**
 * Either side may send it after silence; answered by `pong`.
 */
export interface Ping {
  kind: 'ping';
}
/**
 * First message of a child's connection.
 */
export interface LearnerHello {
  kind: 'hello';
  role: 'learner';
  version: 1;
  group: string;
  token: string;
}
/**
 * The learner's own row, whole; passing, so never in the log. A lower or equal `n` than the last is ignored.
 */
export interface Presence {
  kind: 'presence';
  n: number;
  page: string | null;
  view: 'reading' | 'searching' | 'tracking' | 'held' | 'away';
  rung: 'read' | 'view' | 'photo' | 'live' | 'webxr';
  help: boolean;
}
/**
 * Answer to a learner's hello: who it is, what holds, and what of its own the log has.
 */
export interface LearnerWelcome {
  kind: 'welcome';
  role: 'learner';
  epoch: string;
  learner: LearnerFace;
  book: string;
  control: Control;
  acknowledged: number;
  presence: number;
  solved: TaskRef[];
  finished: string[];
}
export interface Pong {
  kind: 'pong';
}
/**
 * A message was not taken; nothing changed. `n` or `id` name it where it had one.
 */
export interface Refused {
  kind: 'refused';
  code: string;
  message: string;
  n: number | null;
  id: string | null;
}
