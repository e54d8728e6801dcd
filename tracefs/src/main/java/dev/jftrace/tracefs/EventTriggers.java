package dev.jftrace.tracefs;

import java.util.List;

/** The triggers of one event. */
public final class EventTriggers {
    private final ControlFile file;

    EventTriggers(ControlFile file) {
        this.file = file;
    }

    public boolean exists() {
        return file.exists();
    }

    /** None where there is no such event. */
    public List<Trigger> list() throws TracefsException {
        return file.linesIfThere().stream().map(Trigger::new).toList();
    }

    public void add(Trigger trigger) throws TracefsException {
        file.write(trigger.setting());
    }

    public void remove(Trigger trigger) throws TracefsException {
        file.write(trigger.removal());
    }

    /**
     * Removes all that can be removed now.
     *
     * @return whether none is left; one whose variables another histogram uses goes only after that one
     */
    public boolean clear() throws TracefsException {
        List<Trigger> all = list();
        for (Trigger trigger : all.reversed()) {
            try {
                remove(trigger);
            } catch (TracefsException e) {
                if (e.errno().filter(errno -> errno == Errno.EBUSY).isEmpty() && list().contains(trigger)) {
                    throw e;
                }
            }
        }
        return all.isEmpty() || list().isEmpty();
    }
}
