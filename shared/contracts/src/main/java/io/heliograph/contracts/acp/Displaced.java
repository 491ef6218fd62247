package io.heliograph.contracts.acp;

/** An agent has connected anew, so its older session on the node that is told ends. */
public record Displaced(String project, String agentId, long session) {}
