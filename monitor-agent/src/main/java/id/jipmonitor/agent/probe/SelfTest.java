package id.jipmonitor.agent.probe;

/**
 * What a probe type found out about its host at start.
 *
 * @param mode how it will work, for instance {@code datagram socket}
 * @param indonesian one sentence for the person who installs the agent, with the exact remedy if one is needed
 * @param english the same
 */
public record SelfTest(boolean works, String mode, String indonesian, String english) {}
