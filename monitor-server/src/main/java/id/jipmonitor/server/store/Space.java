package id.jipmonitor.server.store;

/**
 * What a part of a store takes on disk.
 *
 * @param level {@code raw}, or a {@link Level}'s label
 * @param bytes about; what is not yet written from memory is not in it
 */
public record Space(String level, long bytes) {}
