package dev.jftrace.agent.patch;

/**
 * Copies a StackMapTable. Each frame says how far it is from the one before, so those around a hook say something else in the copy,
 * and may need more room to say it:
 *
 * <pre>
 *  0 tag u1   0..63      same, delta is the tag
 *             64..127    same, with one type on the stack; delta is the tag - 64
 *             247        the same with delta u2
 *             248..250   less locals, delta u2
 *             251        same, delta u2
 *             252..254   1 to 3 more locals, delta u2
 *             255        delta u2, locals u2, types, stack u2, types
 *  type: tag u1; 7 has a class u2; 8 has the offset u2 of a NEW
 * </pre>
 */
final class FramePatch {
    private static final int SAME_MAX = 63;
    private static final int STACK = 64;
    private static final int STACK_MAX = 127;
    private static final int STACK_EXTENDED = 247;
    private static final int SAME_EXTENDED = 251;
    private static final int FULL = 255;

    private static final int TOP_TO_NULL = 5;
    private static final int RAW_THIS = 6;
    private static final int OBJECT = 7;
    private static final int RAW = 8;

    private final OriginalFile original;
    private final PatchedFile patched;
    private final CodeScan scan;
    private final int throwable;

    /** Offset of the last frame in the copy, -1 before the first. */
    private int last;

    /** Whether the types that were copied last have a {@code this} on which no constructor ran. */
    private boolean raw;

    FramePatch(OriginalFile original, PatchedFile patched, CodeScan scan, int throwable) {
        this.original = original;
        this.patched = patched;
        this.scan = scan;
        this.throwable = throwable;
    }

    /** A table for the handler alone. */
    void add(int name) {
        last = -1;
        patched.u2(name);
        int start = patched.size();
        patched.u4(0);
        patched.u2(1);
        addHandler();
        patched.u4(start, patched.size() - start - 4);
    }

    /** All but name and length, which is set right. */
    void copy(int attribute, int end, boolean constructor, boolean withHandler) throws UnpatchableException {
        int start = patched.size();
        int count = original.u2(attribute + 6);
        patched.u2(withHandler ? count + 1 : count);
        if (copyFrames(attribute + 8, count, constructor) != end || count == 0xffff) {
            throw new UnpatchableException("frames that do not end where their table does");
        }
        if (withHandler) {
            addHandler();
        }
        patched.u4(start - 4, patched.size() - start);
    }

    /**
     * In a constructor the call begins behind super(). A frame there of which {@code this} is raw is of code that runs before it. A
     * frame that is not full repeats the locals of the one before, the first of them.
     */
    private int copyFrames(int start, int count, boolean constructor) throws UnpatchableException {
        int at = start;
        int offset = -1;
        last = -1;
        boolean thisIsRaw = constructor;
        for (int left = count; left > 0; left--) {
            int tag = original.u1(at++);
            int delta = tag & SAME_MAX;
            if (tag > STACK_MAX) {
                delta = original.u2(at);
                at += 2;
            }
            offset += delta + 1;
            int place = scan.place(offset);
            raw = false;
            at = copyFrame(tag, at, place - last - 1);
            last = place;
            if (constructor) {
                thisIsRaw = tag == FULL ? raw : thisIsRaw;
                if (thisIsRaw && offset >= scan.begin()) {
                    throw new UnpatchableException("an unusual constructor");
                }
            }
        }
        return at;
    }

    private int copyFrame(int tag, int at, int delta) throws UnpatchableException {
        if (tag <= SAME_MAX || tag == SAME_EXTENDED) {
            delta(0, SAME_EXTENDED, delta);
            return at;
        }
        if (tag <= STACK_MAX || tag == STACK_EXTENDED) {
            delta(STACK, STACK_EXTENDED, delta);
            return copyTypes(at, 1);
        }
        if (tag < STACK_EXTENDED) {
            throw new UnpatchableException("a frame of no kind");
        }
        patched.u1(tag);
        patched.u2(delta);
        if (tag < SAME_EXTENDED) {
            return at;
        }
        if (tag < FULL) {
            return copyTypes(at, tag - SAME_EXTENDED);
        }
        int stack = copyCounted(at);
        return copyCounted(stack);
    }

    private void delta(int tag, int extendedTag, int delta) {
        if (delta <= SAME_MAX) {
            patched.u1(tag + delta);
        } else {
            patched.u1(extendedTag);
            patched.u2(delta);
        }
    }

    private int copyCounted(int at) throws UnpatchableException {
        int count = original.u2(at);
        patched.u2(count);
        return copyTypes(at + 2, count);
    }

    private int copyTypes(int start, int count) throws UnpatchableException {
        int at = start;
        int from = start;
        for (int left = count; left > 0; left--) {
            int tag = original.u1(at);
            if (tag <= TOP_TO_NULL) {
                at++;
            } else if (tag == OBJECT) {
                at += 3;
            } else if (tag == RAW) {
                patched.copy(original.bytes, from, at + 1);
                patched.u2(scan.place(original.u2(at + 1)));
                at += 3;
                from = at;
            } else if (tag == RAW_THIS) {
                raw = true;
                at++;
            } else {
                throw new UnpatchableException("a type of no kind");
            }
        }
        patched.copy(original.bytes, from, at);
        return at;
    }

    /** No locals, which fits whatever the body did to them, and the exception. */
    private void addHandler() {
        patched.u1(FULL);
        patched.u2(scan.handler() - last - 1);
        patched.u2(0);
        patched.u2(1);
        patched.u1(OBJECT);
        patched.u2(throwable);
    }
}
