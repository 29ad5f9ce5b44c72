package id.jipmonitor.agent.assignment;

import id.jipmonitor.protocol.assignment.Assignment;

/**
 * What is probed now.
 *
 * @param hash of the document that it was read from
 */
public record AppliedAssignment(String hash, Assignment assignment) {}
