/**
 * Keeps events in files before they leave the database: gzip of NDJSON that anybody can read, each event chained to the one
 * before by SHA-256, each file to the one before by its manifest. What is on disk is all there is to know; no table says more.
 */
package io.heliograph.retain.archive;
