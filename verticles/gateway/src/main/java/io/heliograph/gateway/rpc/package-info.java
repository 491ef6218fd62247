/**
 * JSON-RPC 2.0 over POST and WebSocket, one port and one path for both: every operation of the catalogue by its names.
 * {@code RequestReader} makes requests of bytes, {@code Exchange} answers a message, {@code RpcSocket} is one session.
 */
package io.heliograph.gateway.rpc;
