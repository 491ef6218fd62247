import type { TelemetryPayload, TelemetrySocketOptions } from './heliograph.js';

export interface UseTelemetryOptions
  extends Omit<TelemetrySocketOptions, 'url' | 'onMessage' | 'onOpen' | 'onClose' | 'onReconnecting' | 'onGiveUp'> {
  /** ws:// or wss:// and the host of the hub; the page's own if left out. */
  baseUrl?: string;
  /** Connect when mounted; true. */
  autoConnect?: boolean;
  onConnect?: () => void;
  onDisconnect?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  onError?: (error: unknown) => void;
}

export interface UseTelemetry {
  data: TelemetryPayload | null;
  isConnected: boolean;
  isConnecting: boolean;
  reconnectAttempts: number;
  lastUpdated: Date | null;
  reconnect: () => void;
  disconnect: () => void;
}

export function useTelemetry(options?: UseTelemetryOptions): UseTelemetry;
