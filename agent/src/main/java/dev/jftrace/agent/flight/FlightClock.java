package dev.jftrace.agent.flight;

import java.time.Duration;
import java.util.List;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;

/**
 * Tells within a flight recording what CLOCK_MONOTONIC showed: by events whose one field is that time. The flight recorder's own clock
 * may be the processor's counter, and it counts from the wall clock, which may be set.
 */
final class FlightClock {
    /** Once a second, and with each of the recording's chunks, which begin with the wall clock anew. */
    private static final String[][] PERIODS = {{"jftrace.Clock", "1 s"}, {"jftrace.ChunkClock", "everyChunk"}};

    private static final int LOOKS = 5;

    private final EventFactory[] factories = new EventFactory[PERIODS.length];
    private final Runnable[] hooks = new Runnable[PERIODS.length];
    private final Runnable besides;

    /** @param besides is done at each look, too */
    FlightClock(Runnable besides) {
        this.besides = besides;
    }

    void addTo(Recording recording) {
        for (int i = 0; i < PERIODS.length; i++) {
            EventFactory factory = factoryOf(i);
            Runnable hook = () -> {
                look(factory);
                besides.run();
            };
            hooks[i] = hook;
            FlightRecorder.addPeriodicEvent(factory.newEvent().getClass(), hook);
            recording.enable(PERIODS[i][0]).withThreshold(Duration.ZERO).with("period", PERIODS[i][1]);
        }
    }

    private EventFactory factoryOf(int i) {
        if (factories[i] == null) {
            factories[i] = EventFactory.create(
                    List.of(
                            new AnnotationElement(Name.class, PERIODS[i][0]),
                            new AnnotationElement(StackTrace.class, false)),
                    List.of(new ValueDescriptor(long.class, "monotonic")));
        }
        return factories[i];
    }

    /** The look of several that was over soonest is the most exact. */
    private static void look(EventFactory factory) {
        Event best = null;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            Event event = factory.newEvent();
            long before = System.nanoTime();
            event.begin();
            long after = System.nanoTime();
            event.end();
            if (after - before < shortest) {
                shortest = after - before;
                event.set(0, before + shortest / 2);
                best = event;
            }
        }
        if (best != null) {
            best.commit();
        }
    }

    void end() {
        for (Runnable hook : hooks) {
            if (hook != null) {
                FlightRecorder.removePeriodicEvent(hook);
            }
        }
    }
}
