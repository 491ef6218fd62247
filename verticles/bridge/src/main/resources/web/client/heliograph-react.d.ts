import type { StreamDocument, StreamEvent, TelemetryPayload, TelemetrySocketOptions } from './heliograph.js';

interface UseSocketOptions<Message>
  extends Omit<
    TelemetrySocketOptions<Message>,
    'url' | 'resume' | 'resumeFrom' | 'onMessage' | 'onOpen' | 'onClose' | 'onReconnecting' | 'onGiveUp'
  > {
  /** ws:// or wss:// and the host of the hub; the page's own if left out. */
  baseUrl?: string;
  /** Connect when mounted; true. */
  autoConnect?: boolean;
  onConnect?: () => void;
  onDisconnect?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  onError?: (error: unknown) => void;
}

interface UseSocket {
  isConnected: boolean;
  isConnecting: boolean;
  reconnectAttempts: number;
  lastUpdated: Date | null;
  reconnect: () => void;
  disconnect: () => void;
}

export interface UseTelemetryOptions extends UseSocketOptions<TelemetryPayload> {}

export interface UseTelemetry extends UseSocket {
  data: TelemetryPayload | null;
}

export function useTelemetry(options?: UseTelemetryOptions): UseTelemetry;

export interface UseStreamOptions extends UseSocketOptions<StreamDocument> {
  /** hardware.gpu, or hardware.* for all that begin so. */
  type?: string;
  source?: string;
  agentId?: string;
  /** The most that `events` holds; 100. */
  limit?: number;
  /** Where the component goes on when it is mounted: the last `resume` that an earlier one was told; null begins now. */
  resumeFrom?: string | null;
  /** Every document, also one without events: what came, once each, and how far the stream is. */
  onEvents?: (events: StreamEvent[], resume: string) => void;
}

export interface UseStream extends UseSocket {
  /** The newest ones in their order and without a hole; begins anew where the stream could not go on. */
  events: StreamEvent[];
  /** Whether the last connection went on where the stream was; null before the first. */
  recovered: boolean | null;
}

export function useStream(options?: UseStreamOptions): UseStream;
