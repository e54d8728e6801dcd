package dev.jftrace.agent.control;

import java.io.IOException;

/** The files about events, of which a JVM has those of its tracers only: these can't be switched, so there is nothing to enable. */
final class EventFiles {
    private EventFiles() {}

    static void addTo(ControlFiles files) {
        files.add("available_events", new NoEvents());
        files.add("set_event", new NoEvents());
        files.add("events/enable", new ValueFile() {
            @Override
            String read() {
                return "0\n";
            }

            @Override
            void set(String written) throws IOException {
                if (Numeral.parse(written) > 1) {
                    throw new ControlException(Errno.EINVAL, "expected 0 or 1, found " + written.trim());
                }
            }
        });
    }

    /** An empty list, into which no name fits. */
    private static final class NoEvents extends ControlFile {
        @Override
        String read() {
            return "";
        }

        @Override
        OpenFile open(boolean truncate) {
            return new OpenFile() {
                @Override
                int write(byte[] bytes) throws IOException {
                    TokenReader tokens = new TokenReader();
                    int taken = tokens.take(bytes);
                    if (tokens.isFinished() || tokens.isUnfinished()) {
                        throw new ControlException(
                                Errno.EINVAL, "no event '" + tokens.token() + "'; a JVM has none yet");
                    }
                    return taken;
                }
            };
        }
    }
}
