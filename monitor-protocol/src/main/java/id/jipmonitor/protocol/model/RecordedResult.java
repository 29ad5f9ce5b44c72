package id.jipmonitor.protocol.model;

/** A result with its place in the ledger; equal agent and sequence mean the same result, however often it arrives. */
public record RecordedResult(AgentId agent, Sequence sequence, ProbeResult result) {}
