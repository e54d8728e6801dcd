package dev.jftrace.agent.patch;

import org.objectweb.asm.Opcodes;

/**
 * Copies the Code attributes of a class with hooks in them:
 *
 * <pre>
 *  0            2          6          8           10           14    +n             +2+8n            +2
 *  ┌────────────┬──────────┬──────────┬───────────┬────────────┬─────┬──────────────┬────────────────┬──────────
 *  │ name u2    │length u4 │max stack │max locals │code length │ code│exceptions u2,│attributes u2,  │
 *  │            │          │u2        │u2         │n u4        │     │8 bytes each  │6 bytes and more│
 *  └────────────┴──────────┴──────────┴───────────┴────────────┴─────┴──────────────┴────────────────┴──────────
 * </pre>
 *
 * What stands in the code and where is as {@code MethodHooks} has it.
 */
final class CodePatch {
    private static final int HEADER = 14;

    private final OriginalFile original;
    private final PatchedFile patched;
    private final CodeAttributes attributes;
    private final FramePatch frames;
    private final CodeScan scan;

    /** Index of the first of {@link HookConstants}. */
    private final int constants;

    private int code;
    private int push;
    private int operand;

    CodePatch(OriginalFile original, PatchedFile patched, int constants) {
        this.original = original;
        this.patched = patched;
        this.constants = constants;
        this.scan = new CodeScan(original);
        this.attributes = new CodeAttributes(original);
        this.frames = new FramePatch(original, patched, scan, constants + HookConstants.THROWABLE);
    }

    /** What a hook is given, by {@code sipush}, or by {@code ldc_w} of a constant. */
    void push(int opcode, int operand) {
        this.push = opcode;
        this.operand = operand;
    }

    /** @return where the attribute ends in the original */
    int copy(int attribute, boolean constructor) throws UnpatchableException {
        int length = original.u4(attribute + 10);
        int end = end(attribute);
        if (length <= 0 || length > end - attribute - HEADER) {
            throw new UnpatchableException("code longer than its attribute");
        }
        code = attribute + HEADER;
        scan.scan(code, length, constructor);
        int newLength = scan.newLength();
        if (newLength > Short.MAX_VALUE || newLength > ClassPatch.COMPILED_MAX && length <= ClassPatch.COMPILED_MAX) {
            throw new UnpatchableException("a method too large");
        }
        // Of tables only that of frames grows: each of its frames, of one byte or more, by two at most.
        patched.reserve(3 * (end - attribute) + newLength - length + 4 * scan.borders() + 64);
        patched.copy(original.bytes, attribute, attribute + 2);
        int start = patched.size();
        patched.u4(0);
        patched.u2(Math.max(original.u2(attribute + 6) + 1, 2));
        patched.copy(original.bytes, attribute + 8, attribute + 10);
        patched.u4(newLength);
        copyCode(code + length);
        int rest = copyExceptions(code + length);
        if (copyAttributes(rest, constructor) != end) {
            throw new UnpatchableException("attributes that do not end where their code does");
        }
        patched.u4(start, patched.size() - start - 4);
        return end;
    }

    private int end(int attribute) throws UnpatchableException {
        long end = attribute + 6 + (original.u4(attribute + 2) & 0xffff_ffffL);
        if (end > original.bytes.length) {
            throw new UnpatchableException("an attribute that does not end");
        }
        return (int) end;
    }

    private void copyCode(int end) throws UnpatchableException {
        int begin = code + scan.begin();
        boolean begun = false;
        int from = code;
        int marks = scan.marks();
        for (int i = 0; i < marks; i++) {
            int at = code + scan.mark(i);
            if (!begun && at >= begin) {
                from = begin(from, begin);
                begun = true;
            }
            from = copyMarked(from, at);
        }
        if (!begun) {
            from = begin(from, begin);
        }
        patched.copy(original.bytes, from, end);
        if (scan.borders() > 0) {
            hook(HookConstants.OUT_THROW);
            patched.u1(Opcodes.ATHROW);
        }
    }

    private int begin(int from, int begin) {
        patched.copy(original.bytes, from, begin);
        hook(HookConstants.IN);
        return begin;
    }

    private void hook(int method) {
        patched.u1(push);
        patched.u2(operand);
        patched.u1(Opcodes.INVOKESTATIC);
        patched.u2(constants + method);
    }

    /** @return where the original goes on behind the instruction at {@code at} */
    private int copyMarked(int from, int at) throws UnpatchableException {
        int opcode = original.u1(at);
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            patched.copy(original.bytes, from, at);
            hook(HookConstants.OUT);
            return at;
        }
        patched.copy(original.bytes, from, at + 1);
        int offset = at - code;
        if (opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH) {
            return copySwitch(at, opcode);
        }
        int here = scan.place(offset);
        if (opcode == Instructions.GOTO_W) {
            patched.u4(scan.place(offset + original.u4(at + 1)) - here);
            return at + 5;
        }
        patched.u2(scan.place(offset + (short) original.u2(at + 1)) - here);
        return at + 3;
    }

    private int copySwitch(int opcodeAt, int opcode) throws UnpatchableException {
        int offset = opcodeAt - code;
        int here = scan.place(offset);
        for (int padding = 3 - (here & 3); padding > 0; padding--) {
            patched.u1(0);
        }
        int at = opcodeAt + 4 - (offset & 3);
        patched.u4(scan.place(offset + original.u4(at)) - here);
        at += 4;
        if (opcode == Opcodes.TABLESWITCH) {
            int count = original.u4(at + 4) - original.u4(at) + 1;
            patched.copy(original.bytes, at, at + 8);
            at += 8;
            for (; count > 0; count--, at += 4) {
                patched.u4(scan.place(offset + original.u4(at)) - here);
            }
            return at;
        }
        int count = original.u4(at);
        patched.u4(count);
        at += 4;
        for (; count > 0; count--, at += 8) {
            patched.copy(original.bytes, at, at + 4);
            patched.u4(scan.place(offset + original.u4(at + 4)) - here);
        }
        return at;
    }

    /** start u2, end u2, handler u2, type u2: ours last, behind every catch of the method's own. */
    private int copyExceptions(int table) throws UnpatchableException {
        int count = original.u2(table);
        int all = count + scan.borders() / 2;
        if (all > 0xffff) {
            throw new UnpatchableException("too many ranges");
        }
        patched.u2(all);
        int at = table + 2;
        for (; count > 0; count--, at += 8) {
            patched.u2(scan.place(original.u2(at)));
            patched.u2(scan.place(original.u2(at + 2)));
            patched.u2(scan.place(original.u2(at + 4)));
            patched.u2(original.u2(at + 6));
        }
        int handler = scan.handler();
        int borders = scan.borders();
        for (int i = 0; i < borders; i += 2) {
            patched.u2(scan.border(i));
            patched.u2(scan.border(i + 1));
            patched.u2(handler);
            patched.u2(0);
        }
        return at;
    }

    private int copyAttributes(int table, boolean constructor) throws UnpatchableException {
        boolean needsFrame = scan.borders() > 0;
        int count = original.u2(table);
        int countAt = patched.size();
        patched.u2(count);
        boolean framed = false;
        int at = table + 2;
        for (int left = count; left > 0; left--) {
            int end = end(at);
            patched.copy(original.bytes, at, at + 6);
            switch (attributes.kind(original.u2(at))) {
                case CodeAttributes.LINES:
                    copyLines(at, end);
                    break;
                case CodeAttributes.VARIABLES:
                    copyVariables(at, end);
                    break;
                case CodeAttributes.FRAMES:
                    if (framed) {
                        throw new UnpatchableException("two tables of frames");
                    }
                    framed = true;
                    frames.copy(at, end, constructor, needsFrame);
                    break;
                default:
                    throw new UnpatchableException("an attribute of code that is not known");
            }
            at = end;
        }
        if (!framed && needsFrame) {
            patched.u2(countAt, count + 1);
            frames.add(constants + HookConstants.FRAMES);
        }
        return at;
    }

    /** start u2, line u2. */
    private void copyLines(int attribute, int end) throws UnpatchableException {
        int count = original.u2(attribute + 6);
        int at = attribute + 8;
        requireEnd(at + 4 * count, end);
        patched.u2(count);
        for (; at < end; at += 4) {
            patched.u2(scan.place(original.u2(at)));
            patched.u2(original.u2(at + 2));
        }
    }

    /** start u2, length u2, name u2, descriptor or signature u2, slot u2. */
    private void copyVariables(int attribute, int end) throws UnpatchableException {
        int count = original.u2(attribute + 6);
        int at = attribute + 8;
        requireEnd(at + 10 * count, end);
        patched.u2(count);
        for (; at < end; at += 10) {
            int start = original.u2(at);
            int place = scan.place(start);
            patched.u2(place);
            patched.u2(scan.place(start + original.u2(at + 2)) - place);
            patched.copy(original.bytes, at + 4, at + 10);
        }
    }

    private static void requireEnd(int found, int told) throws UnpatchableException {
        if (found != told) {
            throw new UnpatchableException("a table that does not end where it says");
        }
    }
}
