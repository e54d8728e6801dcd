package dev.jftrace.analysis.profile;

/** Something that an event began and that did not end yet. */
final class OpenEvent {
    private final ProfiledTask task;
    private final EventTimes.Key key;
    private final long time;
    private CallerStack stack;

    OpenEvent(ProfiledTask task, EventTimes.Key key, long time) {
        this.task = task;
        this.key = key;
        this.time = time;
    }

    ProfiledTask task() {
        return task;
    }

    EventTimes.Key key() {
        return key;
    }

    long time() {
        return time;
    }

    /** Where it came from; null where no stack was taken. */
    CallerStack stack() {
        return stack;
    }

    void stack(CallerStack taken) {
        stack = taken;
    }
}
