export interface QueueStats {
  pending: number;
  processing: number;
  success: number;
  failed: number;
  total: number;
}

export interface SchedulerStats {
  scheduled_today: number;
  scheduled_next_hour: number;
  overdue: number;
  avg_delay_seconds: number;
}

export interface OrchestratorStats {
  actions_last_minute: number;
  decisions_pending: number;
  /** 0 to 1. */
  saturation_rate: number;
  /** Null if no orchestrator was ever heard of. */
  last_run_seconds_ago: number | null;
}

/** Waiting jobs by platform. */
export type PlatformStats = Record<string, number>;

export interface WorkerStats {
  active_workers: number;
  tasks_processing: number;
  avg_processing_time_ms: number;
}

export interface TelemetryPayload {
  queue: QueueStats;
  scheduler: SchedulerStats;
  orchestrator: OrchestratorStats;
  platforms: PlatformStats;
  workers: WorkerStats;
  /** RFC 3339, UTC. */
  timestamp: string;
  /** Figures of your own, as live.custom names them. */
  custom?: Record<string, number>;
}

/** An accepted event, as /stream shows it. */
export interface StreamEvent {
  id: string;
  timestamp: string;
  received_at: string;
  type: string;
  source: string | null;
  agent_id: string | null;
  project: string;
  payload: Record<string, unknown> | null;
}

/** A message of /stream. */
export interface StreamDocument {
  /** How far the stream is, for a later connection to go on from. */
  resume: string;
  /** In the order in which their node accepted them; a document without events only tells how far the stream is. */
  events: StreamEvent[];
  /** In the first document of a connection: whether everything since the place that was brought follows. */
  recovered?: boolean;
}

/** What is undefined is as if it were left out. */
export interface TelemetrySocketOptions<Message = TelemetryPayload> {
  /** Where: ws://, wss://, http://, https://, or a path of the page's own host. */
  url: string;
  /** Milliseconds before the first attempt to connect again; 1000. */
  reconnectDelay?: number;
  /** The longest delay; 30000. */
  maxReconnectDelay?: number;
  /** How much longer each delay is than the one before; 1.5. */
  reconnectDecay?: number;
  /** After so many attempts in a row it gives up; 10. Infinity never does. */
  maxReconnectAttempts?: number;
  /** Which part of each delay is left to chance; 0.3. */
  jitter?: number;
  /** Milliseconds between pings; 20000. */
  pingInterval?: number;
  /** Bring the last `resume` of a message when connecting again, as /stream takes it; false. */
  resume?: boolean;
  /** With `resume`, where the first connection goes on: the last `resume` that an earlier socket was told; null begins now. */
  resumeFrom?: string | null;
  /** Asked for a ticket before every connection; see `ticketFor`. */
  ticket?: () => string | null | undefined | Promise<string | null | undefined>;
  /** The class of sockets, where there is none in the global scope. */
  WebSocket?: unknown;
  /** Where lines such as "Reconnecting in 1500ms" go; console.info. */
  log?: (line: string) => void;
  onMessage?: (message: Message) => void;
  onOpen?: (socket: unknown) => void;
  onClose?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  /** Also when there is no ticket to be had, or no socket can be made; it tries again as after any lost connection. */
  onError?: (error: unknown) => void;
  onReconnecting?: (event: { attempt: number; delay: number }) => void;
  /** It tried maxReconnectAttempts times and tries no more. */
  onGiveUp?: (attempts: number) => void;
}

export class TelemetrySocket<Message = TelemetryPayload> {
  constructor(options: TelemetrySocketOptions<Message>);
  /** Attempts since the last connection. */
  readonly reconnectAttempts: number;
  /** Where a stream was, if `resume` is set. */
  readonly resumeFrom: string | null;
  connect(): void;
  disconnect(): void;
  isConnected(): boolean;
  isConnecting(): boolean;
  send(message: unknown): boolean;
}

/** Exchanges a key for a ticket that opens one socket. */
export function ticketFor(baseUrl: string | URL, apiKey: string): Promise<string>;
/** Whether every member is there and is what its type says: counters are whole and not below 0, times are RFC 3339. */
export function isTelemetryPayload(message: unknown): message is TelemetryPayload;
export function socketUrl(url: string): URL;
