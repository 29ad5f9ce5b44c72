package id.jipmonitor.server.incident;

/**
 * What became of an incident just now.
 *
 * @param kind OPENED, UPDATED, CLOSED or WITHDRAWN
 * @param incident as it is now; a withdrawn one that had been open ends now
 * @param historic whether it corrects the past only, so that nobody is called
 */
public record IncidentChange(LogEntry.Kind kind, Incident incident, boolean historic) {}
