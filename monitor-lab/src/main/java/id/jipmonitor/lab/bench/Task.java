package id.jipmonitor.lab.bench;

/** Work that every contender can do; of what kind it is, its contenders know. */
interface Task {
    /** What its figures are called after. */
    String name();

    /** What one run does, in words, for the person who watches. */
    String description();

    /** How many units of work (echoes, checks, answers) one run asks for; at least 1. */
    long total();
}
