package dev.jftrace.analysis.hist;

/** A function on a stack, or an event on top of one. There is one object of each, so that two are compared as such. */
final class Frame {
    private final String name;

    Frame(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
