// The live payload as a React hook. React is a peer: the application's own is used.
import { useCallback, useEffect, useRef, useState } from 'react';
import { TelemetrySocket } from './heliograph.js';

const PATH = '/telemetry/live/ws/telemetry';
const NOTHING = { data: null, isConnected: false, isConnecting: false, reconnectAttempts: 0, lastUpdated: null };

/**
 * Connects when the component is mounted and disconnects when it is not. `options`: baseUrl, autoConnect (true), onConnect,
 * onDisconnect, onError, and whatever TelemetrySocket takes.
 */
export function useTelemetry(options = {}) {
  const { baseUrl = '', autoConnect = true } = options;
  const [state, setState] = useState({ ...NOTHING, isConnecting: autoConnect });
  const latest = useRef(options);
  const socket = useRef(null);
  latest.current = options;

  const disconnect = useCallback(() => {
    const current = socket.current;
    socket.current = null;
    if (current) {
      current.disconnect();
      setState(before => ({ ...before, isConnected: false, isConnecting: false }));
    }
  }, []);

  const reconnect = useCallback(() => {
    disconnect();
    const { baseUrl: _, autoConnect: __, onConnect, onDisconnect, onError, ...rest } = latest.current;
    const own = new TelemetrySocket({
      ...rest,
      url: baseUrl.replace(/\/$/, '') + PATH,
      onMessage: data => change({ data, lastUpdated: new Date() }),
      onOpen: () => {
        change({ isConnected: true, isConnecting: false, reconnectAttempts: 0 });
        latest.current.onConnect?.();
      },
      onClose: event => {
        change({ isConnected: false });
        latest.current.onDisconnect?.(event);
      },
      onError: error => latest.current.onError?.(error),
      onReconnecting: ({ attempt }) => change({ isConnecting: true, reconnectAttempts: attempt }),
      onGiveUp: () => change({ isConnecting: false }),
    });
    const change = part => {
      if (socket.current === own) {
        setState(before => ({ ...before, ...part }));
      }
    };
    socket.current = own;
    setState(before => ({ ...before, isConnecting: true, reconnectAttempts: 0 }));
    own.connect();
  }, [baseUrl, disconnect]);

  useEffect(() => {
    if (autoConnect) {
      reconnect();
    }
    return disconnect;
  }, [autoConnect, reconnect, disconnect]);

  return { ...state, reconnect, disconnect };
}
