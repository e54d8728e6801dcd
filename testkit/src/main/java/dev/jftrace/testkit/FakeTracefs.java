package dev.jftrace.testkit;

import dev.jftrace.tracefs.ControlTree;
import dev.jftrace.tracefs.Errno;
import dev.jftrace.tracefs.TokenException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree of control files in memory that takes and refuses what the kernel does, by the parser that each file has there; and, when
 * told to, fails as no healthy kernel does.
 */
public final class FakeTracefs implements ControlTree {
    private static final String INSTANCES = "instances/";

    private final FakeInstance top = new FakeInstance(new FakeEvents(), true);
    private final Map<String, FakeInstance> instances = new TreeMap<>();
    private final Map<String, IOException> refusals = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private boolean functionNumbers = true;
    private boolean lockedDown;

    /** Every write that came, as {@code FILE < VALUE}, {@code FILE << VALUE} where the file was not truncated. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** The next write to a file fails; what was there stays. */
    public FakeTracefs refusing(String file, Errno errno) {
        refusals.put(file, new IOException(errno.words()));
        return this;
    }

    /** The kernel takes the first bytes of the next write to a file only. */
    public FakeTracefs takingOnly(String file, int bytes) {
        refusals.put(file, new IOException("the kernel took " + bytes + " bytes only"));
        return this;
    }

    /** A tree where functions come and go, as in a JVM: their numbers are refused. */
    public FakeTracefs withoutFunctionNumbers() {
        functionNumbers = false;
        return this;
    }

    @Override
    public boolean takesFunctionNumbers() {
        return functionNumbers;
    }

    /** Nothing can be opened any more. */
    public FakeTracefs lockedDown() {
        lockedDown = true;
        return this;
    }

    /** Somebody has trace_pipe open: the tracer can't be changed, the instance not be removed. */
    public FakeTracefs readBySomebody(String instance) {
        instance(instance).readers++;
        return this;
    }

    /** Somebody else removes an instance. */
    public void vanish(String instance) {
        instances.remove(instance);
    }

    /** A tracer that this kernel lists, and that can't start. */
    public FakeTracefs withBrokenTracer(String tracer) {
        top.brokenTracer = tracer;
        return this;
    }

    /** What a file says, as a program reads it. */
    public String text(String file) {
        try {
            return new String(open(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }

    private FakeInstance instance(String name) {
        return name.isEmpty() ? top : instances.get(name);
    }

    /** The instance that a path is in, and the rest of the path. */
    private record Place(FakeInstance instance, String file) {}

    private Place place(String name) throws IOException {
        if (!name.startsWith(INSTANCES) || name.equals(INSTANCES)) {
            return new Place(top, name);
        }
        String rest = name.substring(INSTANCES.length());
        int end = rest.indexOf('/');
        FakeInstance instance = instances.get(end < 0 ? rest : rest.substring(0, end));
        if (instance == null) {
            throw new NoSuchFileException(name);
        }
        return new Place(instance, end < 0 ? "" : rest.substring(end + 1));
    }

    @Override
    public String describe(String name) {
        return "/fake/" + name;
    }

    @Override
    public boolean exists(String name) {
        try {
            Place place = place(name);
            return name.equals("instances")
                    || place.file().isEmpty()
                    || place.instance().has(place.file());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> names(String folder) throws IOException {
        if (folder.equals("instances")) {
            return instances.keySet().stream().map(name -> name + "/").toList();
        }
        Place place = place(folder);
        return place.instance().names(place.file());
    }

    @Override
    public InputStream open(String name) throws IOException {
        opened(name);
        Place place = place(name);
        return new ByteArrayInputStream(place.instance().read(place.file()).getBytes(StandardCharsets.UTF_8));
    }

    private void opened(String name) throws IOException {
        if (lockedDown) {
            throw new IOException(Errno.EPERM.words());
        }
        if (!exists(name)) {
            throw new NoSuchFileException(name);
        }
    }

    @Override
    public void write(String name, byte[] bytes, boolean truncate) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        opening(name, text, truncate);
        Place place = place(name);
        if (!text.isEmpty()) {
            int taken = place.instance().write(place.file(), text);
            if (taken != text.length()) {
                throw new IOException("the kernel took " + taken + " of " + text.length() + " bytes");
            }
        }
    }

    @Override
    public void writeTokens(String name, List<String> lines, boolean truncate) throws IOException {
        opening(name, String.join("", lines), truncate);
        Place place = place(name);
        for (String line : lines) {
            try {
                place.instance().write(place.file(), line);
            } catch (IOException e) {
                throw new TokenException(line.strip(), e);
            }
        }
    }

    private void opening(String name, String text, boolean truncate) throws IOException {
        writes.add(name + (truncate ? " < " : " << ") + text.strip().replace('\n', ' '));
        opened(name);
        IOException refusal = refusals.remove(name);
        if (refusal != null) {
            throw refusal;
        }
        if (truncate) {
            Place place = place(name);
            place.instance().truncate(place.file());
        }
    }

    @Override
    public void makeFolder(String name) throws IOException {
        writes.add("mkdir " + name);
        String instance = name.substring(INSTANCES.length());
        if (instance.contains("/")) {
            throw new IOException(Errno.EPERM.words());
        }
        if (instances.containsKey(instance)) {
            throw new IOException(Errno.EEXIST.words());
        }
        instances.put(instance, new FakeInstance(top.events, false));
    }

    @Override
    public void removeFolder(String name) throws IOException {
        writes.add("rmdir " + name);
        FakeInstance instance = instances.get(name.substring(INSTANCES.length()));
        if (instance == null) {
            throw new IOException(Errno.ENODEV.words());
        }
        if (instance.readers > 0) {
            throw new IOException(Errno.EBUSY.words());
        }
        instances.remove(name.substring(INSTANCES.length()));
    }
}
