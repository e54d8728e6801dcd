package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.printfmt.PrintFmtLexer.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code "format", argument, ...} as the kernel writes it: C expressions over the fields of REC. */
final class PrintFmtParser {
    /** Of parentheses and conditions in each other; kernels stay below 60. */
    private static final int MOST_DEPTH = 300;

    /** In all; the deepest tree that a chain of them could make is still walked without trouble. */
    private static final int MOST_OPERATORS = 5000;

    private final EventFormat event;
    private final FunctionMap functions;
    private final int longSize;
    private final PrintRules rules;
    private final PrintFmtLexer lexer;
    private int depth;
    private int operators;

    private PrintFmtParser(EventFormat event, FunctionMap functions, int longSize, PrintRules rules)
            throws UnparsedPrintFmtException {
        this.event = event;
        this.functions = functions;
        this.longSize = longSize;
        this.rules = rules;
        lexer = new PrintFmtLexer(event.printFmt());
    }

    /** @return the pieces of the format, each with its argument */
    static List<Piece> parse(EventFormat event, FunctionMap functions, int longSize, PrintRules rules)
            throws UnparsedPrintFmtException {
        return new PrintFmtParser(event, functions, longSize, rules).parse();
    }

    private List<Piece> parse() throws UnparsedPrintFmtException {
        if (lexer.kind() != Kind.STRING) {
            throw new UnparsedPrintFmtException("a print fmt starts with a string");
        }
        String format = lexer.take();
        List<Arg> args = new ArrayList<>();
        if (lexer.kind() != Kind.END) {
            lexer.expect(",");
            args.add(expression());
        }
        while (lexer.is(",")) {
            lexer.take();
            args.add(expression());
        }
        if (args.isEmpty() && event.system().equals("ftrace")) {
            // Kernels of the first years left the arguments out: they are the fields, in order.
            event.fields().forEach(field -> args.add(fieldArg(field)));
        }
        return PieceParser.parse(format, args, rules);
    }

    private Arg expression() throws UnparsedPrintFmtException {
        if (++depth > MOST_DEPTH) {
            throw new UnparsedPrintFmtException("too deep");
        }
        Arg condition = binary(operand(), 1);
        Arg whole = condition;
        if (lexer.is("?")) {
            lexer.take();
            Arg yes = expression();
            lexer.expect(":");
            whole = new ConditionArg(condition, yes, expression());
        }
        depth--;
        return whole;
    }

    /** Precedence climbing: takes operators that bind at least as tight. */
    private Arg binary(Arg first, int binding) throws UnparsedPrintFmtException {
        if (++depth > MOST_DEPTH) {
            throw new UnparsedPrintFmtException("too deep");
        }
        Arg left = first;
        Operator operator = operator();
        while (operator != null && operator.binding() >= binding) {
            if (++operators > MOST_OPERATORS) {
                throw new UnparsedPrintFmtException("too many operators");
            }
            lexer.take();
            Arg right = operand();
            Operator following = operator();
            int tighter = operator.binding() + (operator.isAssociative() ? 0 : 1);
            if (following != null && following.binding() >= tighter) {
                right = binary(right, tighter);
            }
            left = operation(operator, left, right);
            operator = operator();
        }
        depth--;
        return left;
    }

    private Arg operation(Operator operator, Arg left, Arg right) {
        if (rules.keepsParentheses()) {
            return new TypedArg.Operation(operator, left, right);
        }
        return rules.hasTypes()
                ? TypedArg.Operation.withoutParentheses(operator, left, right)
                : right.afterOperator(operator, left);
    }

    private Operator operator() {
        return lexer.kind() == Kind.SYMBOL ? Operator.of(lexer.token()) : null;
    }

    private Arg operand() throws UnparsedPrintFmtException {
        if (++depth > MOST_DEPTH) {
            throw new UnparsedPrintFmtException("too deep");
        }
        if (lexer.is("&") && rules.hasTypes()) {
            // The address of a field is where its bytes are, and an Arg tells that of any field.
            lexer.take();
        }
        Arg arg = lexer.kind() == Kind.SYMBOL && "!~-+".contains(lexer.token())
                ? new UnaryArg(lexer.take().charAt(0), operand())
                : postfix(primary());
        depth--;
        return arg;
    }

    private Arg postfix(Arg primary) throws UnparsedPrintFmtException {
        Arg arg = primary;
        while (lexer.is("[")) {
            lexer.take();
            if (arg instanceof StringArg && rules.hasTypes()) {
                arg = new StringElementArg(((StringArg) arg).location(), expression());
                lexer.expect("]");
                continue;
            }
            Arg element = new ElementArg(arg, expression(), longSize);
            arg = rules.hasTypes() ? TypedArg.Element.of(arg, element) : element;
            lexer.expect("]");
        }
        return arg;
    }

    private Arg primary() throws UnparsedPrintFmtException {
        switch (lexer.kind()) {
            case STRING:
                return new AtomArg(lexer.take(), functions);
            case CHARACTER:
                return new AtomArg(Integer.toString(characterValue(lexer.take())), functions);
            case WORD:
                return word();
            default:
                lexer.expect("(");
                return parenthesis();
        }
    }

    private static int characterValue(String quoted) {
        return quoted.isEmpty() ? 0 : quoted.charAt(0);
    }

    private Arg word() throws UnparsedPrintFmtException {
        String word = lexer.take();
        if (word.equals("REC")) {
            return recordField();
        }
        if (lexer.is("(")) {
            lexer.take();
            return function(word);
        }
        return new AtomArg(words(word), functions);
    }

    /** Types, and broken text, are several words long. */
    private String words(String first) throws UnparsedPrintFmtException {
        StringBuilder all = new StringBuilder(first);
        while (lexer.kind() == Kind.WORD) {
            all.append(' ').append(lexer.take());
        }
        return all.toString();
    }

    private Arg recordField() throws UnparsedPrintFmtException {
        lexer.expect("->");
        return fieldArg(field(lexer.expectWord()));
    }

    private Arg fieldArg(EventField field) {
        return rules.hasTypes() ? new TypedArg.Field(field) : new FieldArg(field);
    }

    private EventField field(String name) throws UnparsedPrintFmtException {
        EventField field = event.field(name);
        if (field == null) {
            throw new UnparsedPrintFmtException("there is no field " + name);
        }
        return field;
    }

    /** After a {@code (}: a cast, {@code (REC)->field}, or an expression. */
    private Arg parenthesis() throws UnparsedPrintFmtException {
        if (lexer.isWord("REC")) {
            lexer.take();
            if (lexer.is(")")) {
                lexer.take();
                return recordField();
            }
            Arg inner = expressionFrom(postfix(recordField()));
            lexer.expect(")");
            return inner;
        }
        if (lexer.kind() == Kind.WORD && !Character.isDigit(lexer.token().charAt(0))) {
            return castOrExpression(lexer.take());
        }
        Arg inner = expression();
        lexer.expect(")");
        return inner;
    }

    private Arg castOrExpression(String firstWord) throws UnparsedPrintFmtException {
        if (lexer.is("(")) {
            lexer.take();
            Arg inner = expressionFrom(postfix(function(firstWord)));
            lexer.expect(")");
            return inner;
        }
        StringBuilder type = new StringBuilder(words(firstWord));
        boolean pointer = false;
        while (lexer.is("*")) {
            lexer.take();
            pointer = true;
            type.append(lexer.is("*") || lexer.is(")") ? " *" : "");
        }
        if (pointer && !lexer.is(")")) {
            // It was a product, of a name and what follows.
            Arg product = new OperatorArg(Operator.TIMES, new AtomArg(type.toString(), functions), operand());
            Arg inner = expressionFrom(product);
            lexer.expect(")");
            return inner;
        }
        AtomArg name = new AtomArg(type.toString(), functions);
        if (!lexer.is(")")) {
            Arg inner = expressionFrom(postfix(name));
            lexer.expect(")");
            return inner;
        }
        lexer.take();
        return isOperandNext(type.toString()) ? cast(type.toString(), operand()) : name;
    }

    private Arg cast(String type, Arg inner) {
        return rules.hasTypes() ? TypedArg.Cast.of(type, inner, longSize) : new CastArg(type, inner);
    }

    /** A sign after {@code (name)} belongs to a cast only if the name is a type for sure. */
    private boolean isOperandNext(String type) {
        boolean start = lexer.kind() == Kind.STRING
                || lexer.kind() == Kind.CHARACTER
                || lexer.kind() == Kind.WORD
                || lexer.is("(");
        boolean sign = lexer.is("-") || lexer.is("~") || lexer.is("!") || lexer.is("+");
        return start || sign && Types.isType(type, longSize);
    }

    /** The rest of an expression whose first operand was read. */
    private Arg expressionFrom(Arg first) throws UnparsedPrintFmtException {
        Arg condition = binary(first, 1);
        if (!lexer.is("?")) {
            return condition;
        }
        lexer.take();
        Arg yes = expression();
        lexer.expect(":");
        return new ConditionArg(condition, yes, expression());
    }

    private Arg function(String name) throws UnparsedPrintFmtException {
        switch (name) {
            case "__print_flags", "__print_flags_u64":
                return flags();
            case "__print_symbolic", "__print_symbolic_u64":
                return symbolic();
            case "__print_hex":
                return hex(" ");
            case "__print_hex_str":
                return hex("");
            case "__print_array":
                return array();
            case "__print_dynamic_array":
                return dynamicArray();
            case "__get_str", "__get_rel_str":
                return new StringArg(onlyField());
            case "__get_bitmask", "__get_rel_bitmask":
                return new BitmaskArg(onlyField(), false);
            case "__get_cpumask", "__get_rel_cpumask":
                return new BitmaskArg(onlyField(), true);
            case "__get_dynamic_array",
                    "__get_rel_dynamic_array",
                    "__get_sockaddr",
                    "__get_sockaddr_rel",
                    "__get_rel_sockaddr":
                return new DynamicArrayArg(onlyField());
            case "__get_dynamic_array_len", "__get_rel_dynamic_array_len":
                return new DynamicLengthArg(onlyField());
            case "__get_stacktrace", "__get_rel_stacktrace":
                return new StackArg(onlyField());
            case "__builtin_expect":
                return expected();
            case "sizeof":
                return sizeOf();
            default:
                return KernelFunctions.of(name, arguments(), rules);
        }
    }

    private List<Arg> arguments() throws UnparsedPrintFmtException {
        List<Arg> args = new ArrayList<>();
        if (!lexer.is(")")) {
            args.add(expression());
        }
        while (lexer.is(",")) {
            lexer.take();
            args.add(expression());
        }
        lexer.expect(")");
        return args;
    }

    private EventField onlyField() throws UnparsedPrintFmtException {
        EventField field = field(lexer.expectWord());
        lexer.expect(")");
        return field;
    }

    private Arg expected() throws UnparsedPrintFmtException {
        List<Arg> args = arguments();
        if (args.isEmpty()) {
            throw new UnparsedPrintFmtException("__builtin_expect() of nothing");
        }
        return args.get(0);
    }

    private Arg sizeOf() throws UnparsedPrintFmtException {
        int size;
        if (lexer.isWord("REC")) {
            lexer.take();
            EventField field = recordField().field();
            size = field.isArray() ? 0 : field.size();
        } else {
            size = Types.size(words(lexer.expectWord()), longSize);
        }
        lexer.expect(")");
        if (size <= 0) {
            throw new UnparsedPrintFmtException("sizeof of what has no known size");
        }
        return new AtomArg(Integer.toString(size), functions);
    }

    private Arg hex(String delimiter) throws UnparsedPrintFmtException {
        List<Arg> args = arguments();
        if (args.size() != 2) {
            throw new UnparsedPrintFmtException("__print_hex() takes two arguments");
        }
        return new HexArg(args.get(0), args.get(1), delimiter);
    }

    private Arg array() throws UnparsedPrintFmtException {
        List<Arg> args = arguments();
        if (args.size() != 3) {
            throw new UnparsedPrintFmtException("__print_array() takes three arguments");
        }
        return new ArrayArg(args.get(0), args.get(1), args.get(2));
    }

    private Arg dynamicArray() throws UnparsedPrintFmtException {
        Arg array = new DynamicArrayArg(field(lexer.expectWord()));
        lexer.expect(",");
        Arg size = expression();
        lexer.expect(")");
        return new ArrayArg(array, null, size);
    }

    private Arg flags() throws UnparsedPrintFmtException {
        Arg value = expression();
        lexer.expect(",");
        String delimiter = "";
        if (lexer.kind() == Kind.STRING || lexer.kind() == Kind.WORD) {
            delimiter = lexer.take();
        }
        return new FlagsArg(value, delimiter, table());
    }

    private Arg symbolic() throws UnparsedPrintFmtException {
        Arg value = expression();
        return new SymbolicArg(value, table());
    }

    /** {@code , { value, "name" }, ... )}. */
    private FlagNames table() throws UnparsedPrintFmtException {
        List<Long> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (lexer.is(",")) {
            lexer.take();
            lexer.expect("{");
            values.add(constant(expression()));
            lexer.expect(",");
            Arg name = expression().uncast();
            if (!(name instanceof AtomArg)) {
                throw new UnparsedPrintFmtException("a flag has no name");
            }
            names.add(((AtomArg) name).text());
            lexer.expect("}");
        }
        lexer.expect(")");
        return new FlagNames(values, names);
    }

    /** What is negative, or a name that nobody knows, counts as -1. */
    private long constant(Arg arg) throws UnparsedPrintFmtException {
        if (!isConstant(arg)) {
            throw new UnparsedPrintFmtException("a flag is no constant");
        }
        Arg plain = arg.uncast();
        long value = plain instanceof AtomArg ? FlagNames.valueOf(((AtomArg) plain).text()) : arg.number(null);
        return rules.hasTypes() ? value : Math.max(value, -1);
    }

    private static boolean isConstant(Arg arg) {
        boolean leaf = arg.parts().isEmpty();
        if (leaf) {
            return arg instanceof AtomArg;
        }
        return arg.parts().stream().allMatch(PrintFmtParser::isConstant);
    }
}
