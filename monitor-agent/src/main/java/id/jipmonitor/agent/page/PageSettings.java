package id.jipmonitor.agent.page;

import id.jipmonitor.protocol.settings.HostPort;
import java.util.Locale;
import java.util.Optional;

/**
 * The agent's own page.
 *
 * @param listen where it is served; nowhere when empty
 * @param language Indonesian or English
 */
public record PageSettings(Optional<HostPort> listen, Locale language) {}
