// Written by `arlearn wire` from the server's models. Not to be edited.

export interface AnswerCount {
  value: string;
  text: string;
  correct: boolean;
  count: number;
}
/**
 * Where a rendition lies and what is in it.
 */
export interface AssetFile {
  url: string;
  media_type: string;
  size: number;
  bounds: [[number, number, number], [number, number, number]] | null;
  animations: string[];
  poster: string | null;
  placeholder: string | null;
  seconds: number | null;
}
/**
 * A book on a shelf.
 */
export interface BookCard {
  id: string;
  slug: string;
  title: string;
  creators: string;
  level: 'A' | 'B1' | 'B2' | 'B3' | 'C' | 'D' | 'E';
  languages: string[];
  licence: string;
  emblem: string;
  cover: string | null;
  page_count: number;
  library: string;
}
/**
 * Who made what is in a book, as its published pages show it.
 */
export interface BookCredits {
  book: BookCard;
  works: CreditedWork[];
}
/**
 * One work in a book, on its page of credits.
 */
export interface CreditedWork {
  name: string;
  kind: string;
  author: string;
  source: string;
  notice: string;
  licence: LicenceChoice | null;
  simplified: boolean;
  pages: number[];
}
/**
 * A licence to choose, in the language that was asked for.
 */
export interface LicenceChoice {
  code:
    | 'own-work'
    | 'CC0-1.0'
    | 'CC-BY-4.0'
    | 'CC-BY-SA-4.0'
    | 'CC-BY-NC-4.0'
    | 'CC-BY-NC-SA-4.0'
    | 'CC-BY-ND-4.0'
    | 'CC-BY-NC-ND-4.0'
    | 'CC-BY-3.0'
    | 'CC-BY-SA-3.0'
    | 'CC-BY-NC-3.0'
    | 'CC-BY-NC-SA-3.0'
    | 'CC-BY-ND-3.0'
    | 'CC-BY-NC-ND-3.0'
    | 'public-domain';
  name: string;
  says: string;
  url: string;
  attribution: boolean;
  group: string;
}
export interface BookIn {
  title: string;
  creators: string;
  isbn: string;
  level: 'A' | 'B1' | 'B2' | 'B3' | 'C' | 'D' | 'E';
  languages: string[];
  licence: string;
}
/**
 * A book as a child's phone loads it: every published page, and the files they need by asset.
 */
export interface BookManifest {
  book: BookCard;
  pages: BookPage[];
  assets: {
    [k: string]: AssetFile;
  };
}
/**
 * A published page.
 */
export interface BookPage {
  id: string;
  number: number;
  revision: string;
  scene: SceneDocument;
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
 * A picture for those who read without the 3D scene.
 */
export interface Picture {
  asset: string;
  description: {
    [k: string]: string;
  };
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
 * A person's voice that reads the story of one language aloud, and when it speaks each word.
 */
export interface Narration {
  asset: string;
  sentences: [number, number][][];
}
/**
 * The markers of a book's published pages.
 */
export interface BookMarkers {
  book: string;
  markers: MarkerWord[];
}
/**
 * What a tracker needs to know one marker by.
 */
export interface MarkerWord {
  code: string;
  word: string;
  page: string;
}
/**
 * What a tracker needs to know one answer card by.
 */
export interface CardWord {
  card: number;
  word: string;
}
/**
 * What one child did with one page.
 */
export interface ChildPageResult {
  page: string;
  seconds: number | null;
  finished: boolean;
  tries: number;
  solved: number;
}
export interface ChildResult {
  learner: LearnerFace;
  removed: boolean;
  seconds: number | null;
  pages: ChildPageResult[];
  finished: string[];
  solved: number;
  first_try: number;
  tries: number;
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
export interface CopyOfPlan {
  title: string | null;
}
export interface CoverIn {
  asset: string;
}
/**
 * Whose an asset is, and how it may be used.
 */
export interface Credit {
  author: string;
  source: string;
  licence:
    | (
        | 'own-work'
        | 'CC0-1.0'
        | 'CC-BY-4.0'
        | 'CC-BY-SA-4.0'
        | 'CC-BY-NC-4.0'
        | 'CC-BY-NC-SA-4.0'
        | 'CC-BY-ND-4.0'
        | 'CC-BY-NC-ND-4.0'
        | 'CC-BY-3.0'
        | 'CC-BY-SA-3.0'
        | 'CC-BY-NC-3.0'
        | 'CC-BY-NC-SA-3.0'
        | 'CC-BY-ND-3.0'
        | 'CC-BY-NC-ND-3.0'
        | 'public-domain'
      )
    | null;
  notice: string;
  forbids: boolean;
}
export interface CreditIn {
  author: string;
  source: string;
  licence:
    | 'own-work'
    | 'CC0-1.0'
    | 'CC-BY-4.0'
    | 'CC-BY-SA-4.0'
    | 'CC-BY-NC-4.0'
    | 'CC-BY-NC-SA-4.0'
    | 'CC-BY-ND-4.0'
    | 'CC-BY-NC-ND-4.0'
    | 'CC-BY-3.0'
    | 'CC-BY-SA-3.0'
    | 'CC-BY-NC-3.0'
    | 'CC-BY-NC-SA-3.0'
    | 'CC-BY-ND-3.0'
    | 'CC-BY-NC-ND-3.0'
    | 'public-domain';
}
/**
 * A draft of a scene. `document` may be unfinished: it is checked whole when it is published.
 */
export interface Draft {
  page: string;
  book: string;
  number: number;
  version: number;
  document: {
    [k: string]: unknown;
  };
  saved_at: string | null;
  saved_by: string | null;
  published: number | null;
  missing: Missing[];
  assets: {
    [k: string]: StudioAsset;
  };
  running: Running;
}
/**
 * One thing that keeps a draft from being published, in plain words.
 */
export interface Missing {
  code: string;
  message: string;
  where: string;
}
/**
 * An upload, and what has become of it.
 */
export interface StudioAsset {
  sha256: string;
  kind: 'model' | 'image' | 'sound';
  name: string;
  status: 'waiting' | 'working' | 'ready' | 'refused';
  step: ('gate' | 'convert' | 'optimise' | 'fit' | 'validate' | 'poster') | null;
  problem: Refusal | null;
  choices: string[];
  file: AssetFile | null;
  poster: string | null;
  placeholder: string | null;
  report: {
    [k: string]: unknown;
  };
  running: Running | null;
  credit: Credit;
}
/**
 * Why an upload was refused, or waits, in the language of whoever asks.
 */
export interface Refusal {
  code: string;
  message: string;
}
/**
 * How something will run on a cheap phone: an estimate, of `content.estimate`.
 */
export interface Running {
  frame_ms: number;
  pace: 'smooth' | 'fair' | 'slow';
  load: Load;
}
/**
 * What a phone has to carry, figure by figure, and how `content.budget` judges each.
 */
export interface Load {
  triangles: number;
  bytes: number;
  draws: number;
  texture_side: number;
  texture_bytes: number;
  joints: number;
  budget: {
    [k: string]: 'green' | 'amber' | 'red';
  };
  verdict: 'green' | 'amber' | 'red';
}
export interface DraftIn {
  builds_on: number;
  document: {
    [k: string]: unknown;
  };
}
/**
 * A task that was chosen and that the page no longer has.
 */
export interface GoneTask {
  id: string;
  prompt: {
    [k: string]: string;
  };
}
/**
 * A group as its educator sees it in a list.
 */
export interface Group {
  id: string;
  code: string;
  book: string;
  book_title: string;
  join_url: string;
  learners: number;
  opened_at: string;
  ended_at: string | null;
  led_by: string;
}
/**
 * Groups, the newest first; those that run before those that have ended.
 */
export interface Groups {
  groups: Group[];
  more: boolean;
}
/**
 * A code to go on with another device. It is told once, and signs whoever has it in.
 */
export interface HandoverOut {
  id: string;
  url: string;
  picture: string;
  expires: string;
  seconds: number;
}
export interface HandoverState {
  used: boolean;
  over: boolean;
}
export interface Join {
  code: string;
}
/**
 * A child's place in a group. The token is given once and opens nothing but this place.
 */
export interface Joined {
  group: string;
  token: string;
  learner: LearnerFace;
  book: string;
}
/**
 * A sheet of labels as shops sell it.
 */
export interface LabelGrid {
  name: string;
  paper: string;
  labels: number;
  width: number;
  height: number;
  known_as: string;
  sizes: number[];
}
/**
 * The plan as it shall be, whole.
 */
export interface LessonPlanIn {
  builds_on: number;
  title: string;
  shared: boolean;
  steps: LessonStep[];
}
/**
 * A page of the plan's book, and what is to be done there.
 */
export interface LessonStep {
  page: string;
  tasks: string[];
  minutes: number;
  note: string;
}
/**
 * A plan, whole.
 */
export interface LessonPlanOut {
  card: PlanCard;
  version: number;
  steps: ShownStep[];
}
/**
 * A plan in a list.
 */
export interface PlanCard {
  id: string;
  library: string;
  book: string;
  book_title: string;
  cover: string | null;
  emblem: string;
  title: string;
  owner: string;
  mine: boolean;
  shared: boolean;
  steps: number;
  skipped: number;
  minutes: number;
  changed_at: string;
}
/**
 * A step as it stands, and what has become of its page and tasks.
 */
export interface ShownStep {
  page: string;
  tasks: string[];
  minutes: number;
  note: string;
  state: 'whole' | 'fewer_tasks' | 'tasks_gone' | 'page_withdrawn' | 'page_deleted';
  number: number | null;
  title: {
    [k: string]: string;
  };
  gone: GoneTask[];
}
export interface LibraryRoles {
  id: string;
  name: string;
  roles: string[];
}
/**
 * Which book's a marker is, for a child who saw it in another one.
 */
export interface MarkerOfBook {
  code: string;
  book: string;
  title: string;
}
/**
 * A marker with what it is for, as its makers know it.
 */
export interface MarkerOfPage {
  code: string;
  word: string;
  page: string;
  book: string;
  book_title: string;
  page_number: number;
}
/**
 * What a scanned code opens.
 */
export interface MarkerTarget {
  code: string;
  page: string;
  book: string;
}
/**
 * Who is signed in; `csrf` goes into the X-CSRFToken header of every changing request.
 */
export interface Me {
  name: string | null;
  libraries: LibraryRoles[];
  csrf: string;
}
export interface ModelChoice {
  model: string;
}
export interface NewBook {
  title: string;
  creators: string;
  isbn: string;
  level: 'A' | 'B1' | 'B2' | 'B3' | 'C' | 'D' | 'E';
  languages: string[];
  licence: string;
  library: string;
}
export interface NewGroup {
  book: string;
  plan: string | null;
}
export interface NewLessonPlan {
  book: string;
  title: string;
  shared: boolean;
  steps: LessonStep[];
}
export interface NewPage {
  number: number;
}
/**
 * A page of the package.
 */
export interface PackagePage {
  number: number;
  title: {
    [k: string]: string;
  };
  change: 'new' | 'same' | 'replaced';
  revisions: number;
  draft_replaced: boolean;
  published: boolean;
}
/**
 * What taking in a package would add and replace.
 */
export interface PackagePreview {
  title: string;
  creators: string;
  level: 'A' | 'B1' | 'B2' | 'B3' | 'C' | 'D' | 'E';
  languages: string[];
  book: string | null;
  change: 'new' | 'same' | 'replaced';
  record: string[];
  pages: PackagePage[];
  kept_pages: number[];
  works: PackageWork[];
  bytes: number;
  agreed: string;
}
/**
 * A model, picture or sound of the package.
 */
export interface PackageWork {
  sha256: string;
  name: string;
  kind: string;
  size: number;
  licence:
    | (
        | 'own-work'
        | 'CC0-1.0'
        | 'CC-BY-4.0'
        | 'CC-BY-SA-4.0'
        | 'CC-BY-NC-4.0'
        | 'CC-BY-NC-SA-4.0'
        | 'CC-BY-ND-4.0'
        | 'CC-BY-NC-ND-4.0'
        | 'CC-BY-3.0'
        | 'CC-BY-SA-3.0'
        | 'CC-BY-NC-3.0'
        | 'CC-BY-NC-SA-3.0'
        | 'CC-BY-ND-3.0'
        | 'CC-BY-NC-ND-3.0'
        | 'public-domain'
      )
    | null;
  known: boolean;
}
/**
 * How many works of a package were prepared, of those that have to be.
 */
export interface PackageProgress {
  done: number;
  of: number;
}
export interface PageResult {
  page: string;
  number: number | null;
  title: string;
  opened: number;
  finished: number;
  median_seconds: number | null;
}
/**
 * One request of a conversation over HTTP; each side counts the messages that it has from the other.
 */
export interface Poll {
  talk: string | null;
  heard: number;
  said: number;
  messages: {
    [k: string]: unknown;
  }[];
  leave: boolean;
}
/**
 * The answer to a Poll.
 */
export interface Polled {
  talk: string;
  taken: number;
  said: number;
  messages: {
    [k: string]: unknown;
  }[];
  closed: number | null;
}
/**
 * A link that shows a page to whoever has it, for a while.
 */
export interface PreviewLink {
  url: string;
  picture: string;
  expires: string;
}
export interface PreviewWanted {
  revision: number | null;
}
/**
 * One way to print markers; the first size is the usual one.
 */
export interface PrintKind {
  kind: string;
  sizes: number[];
  papers: string[];
  grids: LabelGrid[];
}
/**
 * The body of every refusal.
 */
export interface ProblemOut {
  code: string;
  message: string;
  where: string[];
}
export interface Published {
  number: number;
  revision: string;
}
export interface Redeem {
  code: string;
}
export interface Redeemed {
  group: string;
}
/**
 * A group's hour, without names and without anybody's mistakes.
 */
export interface Replay {
  dots: number;
  ms: number;
  pages: ReplayPage[];
  moments: ReplayMoment[];
}
export interface ReplayPage {
  page: string;
  number: number | null;
  title: string;
}
export interface ReplayMoment {
  at: number;
  what: 'joined' | 'opened' | 'answered' | 'finished' | 'led' | 'paused' | 'resumed';
  who: number | null;
  page: string | null;
}
/**
 * Everything about one group, by child, by page and by task.
 */
export interface Results {
  group: string;
  code: string;
  book: string;
  book_title: string;
  opened_at: string;
  ended_at: string | null;
  children: ChildResult[];
  pages: PageResult[];
  tasks: TaskResult[];
}
export interface TaskResult {
  page: string;
  number: number | null;
  task: string;
  prompt: string;
  tried: number;
  solved: number;
  first_try: number;
  answers: AnswerCount[];
}
/**
 * A revision of a page in the list of its history.
 */
export interface RevisionCard {
  number: number;
  revision: string;
  published_at: string;
  published_by: string | null;
  shown: boolean;
}
/**
 * A revision with what it shows.
 */
export interface RevisionOut {
  number: number;
  revision: string;
  published_at: string;
  published_by: string | null;
  shown: boolean;
  document: SceneDocument;
  assets: {
    [k: string]: StudioAsset;
  };
}
/**
 * How else this server can be reached.
 */
export interface Server {
  tls_port: number | null;
}
export interface SignIn {
  username: string;
  password: string;
}
export interface StudioBook {
  book: BookCard;
  isbn: string;
  library_id: string;
  cover: StudioAsset | null;
  cover_missing: Missing | null;
  pages: StudioPage[];
}
/**
 * A page as its creator sees it in a list.
 */
export interface StudioPage {
  id: string;
  number: number;
  title: {
    [k: string]: string;
  };
  state: 'empty' | 'draft' | 'published' | 'changed';
  poster: string | null;
}
