package id.jipmonitor.lab.mail;

/**
 * A mail that arrived.
 *
 * @param text its plain-text part
 */
public record Mail(String to, String subject, String text) {}
