package id.jipmonitor.agent.probe;

/** Hears what one round did, packet by packet, for a person who runs a single round. Called from any thread. */
@FunctionalInterface
public interface RoundTrace {
    /** Hears nothing; what every scheduled round uses. */
    RoundTrace NONE = (indonesian, english) -> {};

    /** One step, told in both languages. */
    void say(String indonesian, String english);
}
