package dev.jftrace.agent.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code flight_events}: names of the flight recorder's events that are on, one a line. A write takes one token, {@code !NAME} takes
 * one out, O_TRUNC begins with none. What was written takes effect at the close, as one change of the flight recording.
 */
final class FlightEventsFile extends ControlFile {
    private final Instance instance;

    FlightEventsFile(Instance instance) {
        this.instance = instance;
    }

    @Override
    String read() {
        List<String> names = instance.flightEvents();
        return names.isEmpty() ? "" : String.join("\n", names) + "\n";
    }

    @Override
    OpenFile open(boolean truncate) {
        return new Edit(truncate);
    }

    private final class Edit extends OpenFile {
        private final TokenReader tokens = new TokenReader();
        private final List<String> names;
        private boolean changed;

        Edit(boolean truncate) {
            names = truncate ? new ArrayList<>() : new ArrayList<>(instance.flightEvents());
            changed = truncate;
        }

        @Override
        int write(byte[] bytes) throws IOException {
            int taken = tokens.take(bytes);
            if (tokens.isFinished()) {
                String token = tokens.token();
                if (token.startsWith("!")) {
                    names.remove(token.substring(1));
                } else if (!names.contains(token)) {
                    names.add(token);
                }
                changed = true;
            }
            return taken;
        }

        @Override
        void close() throws IOException {
            if (changed) {
                changed = false;
                instance.flightEvents(names);
            }
        }
    }
}
