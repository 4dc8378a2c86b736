// Written by `arlearn wire` from the server's models. Not to be edited.

export type FromEducator = EducatorHello | Command | Credit | Ping;
export type FromLearner = LearnerHello | Presence | Answer | Finished | Opened | Consent | Ping;
export type ToEducator = EducatorWelcome | Frame | Leaders | Done | Refused | Pong | Bye;
export type ToLearner = LearnerWelcome | ControlChanged | OwnChanged | Acknowledged | Refused | Pong | Bye;

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
 * The educator has come to a child that raised its hand: the hand goes down.
 */
export interface Attend {
  do: 'attend';
  to: string;
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
 * How one answer card was held up when the educator closed the question.
 */
export interface CardTurn {
  card: number;
  letter: 'A' | 'B' | 'C' | 'D';
}
/**
 * An order. Sent again under the same `id` it counts once.
 */
export interface Command {
  kind: 'command';
  id: string;
  order:
    | OpenPage
    | Pause
    | Resume
    | End
    | Lock
    | Timer
    | Spotlight
    | Hint
    | Praise
    | Attend
    | Teams
    | Remove
    | UsePlan
    | GoTo
    | ReadCards
    | TakeBack;
}
/**
 * To this page, everybody or the named ones; `page` null lets them turn pages themselves again.
 *
 * What is opened for everybody replaces what was opened for some.
 */
export interface OpenPage {
  do: 'open_page';
  page: string | null;
  to: string[] | null;
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
 * Whether the door is locked: nobody new comes in, who is in comes back.
 */
export interface Lock {
  do: 'lock';
  locked: boolean;
}
/**
 * A time that everybody sees running down; null takes it away.
 */
export interface Timer {
  do: 'timer';
  seconds: number | null;
}
/**
 * Asks one child whether its page may be shown to the room; null ends it, and takes the question back.
 */
export interface Spotlight {
  do: 'spotlight';
  learner: string | null;
}
/**
 * A sentence for one child.
 */
export interface Hint {
  do: 'hint';
  to: string;
  text: string;
}
/**
 * Praise for one child, or for all.
 */
export interface Praise {
  do: 'praise';
  to: string | null;
}
/**
 * Deals the children into so many teams, by their order of joining, also those who come later; 0 for none.
 */
export interface Teams {
  do: 'teams';
  count: 0 | 2 | 3 | 4 | 5 | 6;
}
/**
 * Out of the group: their places are free, and what they did stays in the log and in the results. Who was let out
 * may join again, as anybody may while the door is open.
 */
export interface Remove {
  do: 'remove';
  to: string[];
}
/**
 * The group follows a lesson plan of its library, as it is now; null puts it away.
 */
export interface UsePlan {
  do: 'use_plan';
  plan: string | null;
}
/**
 * Leads everybody to a step of the plan, counted from 0.
 */
export interface GoTo {
  do: 'go_to';
  step: number;
}
/**
 * The educator has closed a question that the room answered with cards: A to D are the options of the choice task
 * in their order. Each card is there once, as it was held last.
 */
export interface ReadCards {
  do: 'read_cards';
  page: string;
  revision: string;
  task: string;
  language: string;
  turns: CardTurn[];
}
/**
 * The cards that were read last are taken back, as if they had not been read: the question is asked again.
 */
export interface TakeBack {
  do: 'take_back';
  command: string;
}
/**
 * The child's answer to whether its page may be shown to the room.
 */
export interface Consent {
  kind: 'consent';
  n: number;
  asked: number;
  agree: boolean;
}
/**
 * What the educator has ordered for everybody; replaces an older version whole.
 */
export interface Control {
  version: number;
  page: string | null;
  moved_at: number;
  paused: boolean;
  ended: boolean;
  locked: boolean;
  timer: Countdown | null;
  spotlight: string | null;
  teams: number;
  plan: Plan | null;
  step: number | null;
  praised: number;
}
/**
 * A running timer.
 */
export interface Countdown {
  seconds: number;
  ends_at: number;
}
/**
 * The lesson plan that the group follows, as it was when the educator took it.
 */
export interface Plan {
  id: string;
  title: string;
  steps: PlanStep[];
}
/**
 * One step of a lesson plan: a page, and which of its tasks; none named is all of them.
 */
export interface PlanStep {
  page: string;
  tasks: string[];
  minutes: number;
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
 *
 * With `resume` the welcome brings only what that panel has missed, where the server can tell.
 */
export interface EducatorHello {
  kind: 'hello';
  role: 'educator';
  version: 1;
  group: string;
  resume: Mark | null;
}
/**
 * How far a panel has followed one replica of the group.
 */
export interface Mark {
  hub: string;
  frame: number;
}
/**
 * Answer to a panel's hello: everything at once, or what is new since the mark that it resumes from.
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
  now: number;
  mark: Mark;
  whole: boolean;
  rows: Row[];
  gone: string[];
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
  help_since: number | null;
  own: Own;
  solved: TaskRef[];
  tries: number;
  misses: number;
  progress_at: number;
  finished: string[];
  last: LastAnswer | null;
  answers: LastAnswer[];
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
  card: number | null;
}
/**
 * What the educator has ordered for one child; replaces an older version whole.
 */
export interface Own {
  version: number;
  page: string | null;
  note: Note | null;
  attended: number;
  asked: number | null;
}
/**
 * A word of the educator to one child. `id` rises by one with each.
 */
export interface Note {
  id: number;
  sort: 'hint' | 'praise';
  text: string;
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
  gone: string[];
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
 * The child has come to a page; how long it stayed follows from the next of these.
 */
export interface Opened {
  kind: 'opened';
  n: number;
  page: string;
  revision: string;
}
/**
 * Who leads besides this panel's educator; nobody, until this says so, and replaces an older one whole.
 */
export interface Leaders {
  kind: 'leaders';
  others: string[];
}
/**
 * Answer to a learner's hello: who it is, what holds, and what of its own the log has.
 */
export interface LearnerWelcome {
  kind: 'welcome';
  role: 'learner';
  epoch: string;
  now: number;
  learner: LearnerFace;
  book: string;
  control: Control;
  own: Own;
  acknowledged: number;
  presence: number;
  solved: TaskRef[];
  finished: string[];
}
export interface OwnChanged {
  kind: 'own';
  own: Own;
}
export interface Pong {
  kind: 'pong';
  now: number;
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
