package dev.jftrace.agent.control;

import dev.jftrace.agent.code.AvailableFunctions;
import dev.jftrace.agent.code.FunctionFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The control files of an {@link Instance}. */
final class InstanceFiles {
    private final Instance instance;
    private final Control control;
    private final ControlFiles files = new ControlFiles();
    private final ErrorLog errors = new ErrorLog();

    InstanceFiles(Instance instance, Control control) {
        this.instance = instance;
        this.control = control;
        tracers();
        filters();
        numbers();
        options();
        listings();
        files.add("flight_events", new FlightEventsFile(instance));
        files.add("event_filters", new EventFiltersFile(instance, errors));
        files.add("trace_marker", new MarkerFile(instance));
        files.add("snapshot", new SnapshotFile(instance));
        files.add("buffer_stats", new StatsFile(instance));
        ours();
    }

    ControlFiles files() {
        return files;
    }

    private void tracers() {
        files.add("available_tracers", new Text() {
            @Override
            String read() {
                return String.join(" ", Instance.TRACERS) + "\n";
            }
        });
        files.add("current_tracer", new ValueFile() {
            @Override
            String read() {
                return instance.tracer() + "\n";
            }

            @Override
            void set(String written) throws IOException {
                instance.tracer(written.trim());
            }
        });
        files.add("trace_clock", new ValueFile() {
            @Override
            String read() {
                return "[mono]\n";
            }

            @Override
            void set(String written) throws IOException {
                if (!written.trim().equals("mono")) {
                    throw new ControlException(Errno.EINVAL, "no clock '" + written.trim() + "'; there is mono");
                }
            }
        });
        files.add("error_log", errors);
    }

    private void filters() {
        functions(Filters.FUNCTIONS, "#### all functions enabled ####\n");
        functions(Filters.NOTRACE, "#### no functions disabled ####\n");
        functions(Filters.GRAPH, "#### all functions enabled ####\n");
        functions(Filters.GRAPH_NOTRACE, "#### no functions disabled ####\n");
        functions(Filters.ARGUMENTS, "");
        functions(Filters.RESULTS, "");
        lines(Filters.THREADS, "no pid\n", FunctionCheck.NONE);
    }

    private void functions(String name, String whenEmpty) {
        lines(name, whenEmpty, new FunctionCheck(instance.instrumentation(), name));
    }

    private void lines(String name, String whenEmpty, FunctionCheck check) {
        files.add(
                name,
                new FunctionListFile(
                        new FunctionListFile.Functions(name, whenEmpty) {
                            @Override
                            List<String> current() {
                                return instance.filters().lines(name);
                            }

                            @Override
                            void set(List<String> lines) throws IOException {
                                instance.filter(name, lines);
                            }
                        },
                        check,
                        errors));
    }

    private void numbers() {
        files.add("tracing_on", new NumberFile() {
            @Override
            long get() {
                return instance.isTracingOn() ? 1 : 0;
            }

            @Override
            void set(long value) {
                instance.tracingOn(value != 0);
            }
        });
        files.add("max_graph_depth", new NumberFile() {
            @Override
            long get() {
                return instance.maxGraphDepth();
            }

            @Override
            void set(long value) throws IOException {
                instance.maxGraphDepth((int) Math.min(value, Integer.MAX_VALUE));
            }
        });
        files.add("tracing_thresh", new NumberFile() {
            @Override
            long get() {
                return instance.threshUs();
            }

            @Override
            void set(long value) throws IOException {
                instance.threshUs(value);
            }
        });
        files.add("buffer_size_kb", new NumberFile() {
            @Override
            long get() {
                return instance.bufferKb();
            }

            @Override
            void set(long value) throws IOException {
                instance.bufferKb(value);
            }
        });
        files.add("buffer_total_size_kb", new Text() {
            @Override
            String read() {
                return instance.bufferKb() + "\n";
            }
        });
    }

    private void options() {
        TraceOptions options = instance.options();
        files.add("trace_options", new ValueFile() {
            @Override
            String read() {
                return options.text();
            }

            @Override
            void set(String written) throws IOException {
                String option = written.trim();
                boolean off = option.startsWith("no") && !options.names().contains(option);
                instance.option(off ? option.substring(2) : option, !off);
            }
        });
        for (String name : options.names()) {
            files.add("options/" + name, new NumberFile() {
                @Override
                long get() {
                    return options.isOn(name) ? 1 : 0;
                }

                @Override
                void set(long value) throws IOException {
                    if (value > 1) {
                        throw new ControlException(Errno.EINVAL, "expected 0 or 1, found " + value);
                    }
                    instance.option(name, value == 1);
                }
            });
        }
    }

    private void listings() {
        files.add("trace", new ControlFile() {
            @Override
            OpenFile open(boolean truncate) throws IOException {
                if (truncate) {
                    instance.clear();
                }
                return new ErrorLog.Ignored();
            }
        });
        files.add("available_filter_functions", new Text() {
            @Override
            String read() {
                return lines(AvailableFunctions.chosenBy(
                        FunctionFilter.builder().all(true).build(null), instance.instrumentation(), Integer.MAX_VALUE));
            }
        });
        files.add("enabled_functions", new Text() {
            @Override
            String read() throws IOException {
                StringBuilder text = new StringBuilder();
                for (String name : instance.enabledFunctions()) {
                    text.append(name).append(" (1)\n");
                }
                return text.toString();
            }
        });
    }

    /** What the kernel has no need of. */
    private void ours() {
        files.add("session", new Text() {
            @Override
            String read() {
                return instance.session() == null ? "" : instance.session().folder() + "\n";
            }
        });
        files.add("recorder", new RecorderFile(instance));
        limits();
        files.add("detach", new ControlFile() {
            @Override
            OpenFile open(boolean truncate) {
                return new Detaching();
            }
        });
    }

    private void limits() {
        files.add("trivial_functions", new NumberFile() {
            @Override
            long get() {
                return instance.filters().trivial() ? 1 : 0;
            }

            @Override
            void set(long value) throws IOException {
                instance.trivial(value != 0);
            }
        });
        files.add("min_function_size", new NumberFile() {
            @Override
            long get() {
                return instance.filters().minSize();
            }

            @Override
            void set(long value) throws IOException {
                instance.minSize((int) Math.min(value, Integer.MAX_VALUE));
            }
        });
        files.add("governor_percent", new NumberFile() {
            @Override
            long get() {
                return instance.filters().governorPercent();
            }

            @Override
            void set(long value) throws IOException {
                if (value > 100) {
                    throw new ControlException(Errno.EINVAL, "expected 0 (no limit) to 100, found " + value);
                }
                instance.governorPercent((int) value);
            }
        });
    }

    /** Acts at the close, whose answer is the last. */
    private final class Detaching extends OpenFile {
        private boolean asked;

        @Override
        int write(byte[] bytes) throws IOException {
            asked = Numeral.parse(new String(bytes, StandardCharsets.UTF_8)) != 0;
            return bytes.length;
        }

        @Override
        void close() throws IOException {
            if (asked) {
                control.leave();
            }
        }
    }

    private static String lines(List<String> names) {
        return names.isEmpty() ? "" : String.join("\n", names) + "\n";
    }

    private abstract static class Text extends ControlFile {
        @Override
        abstract String read() throws IOException;
    }

    private abstract static class NumberFile extends ValueFile {
        abstract long get();

        abstract void set(long value) throws IOException;

        @Override
        final String read() {
            return get() + "\n";
        }

        @Override
        final void set(String written) throws IOException {
            set(Numeral.parse(written));
        }
    }
}
