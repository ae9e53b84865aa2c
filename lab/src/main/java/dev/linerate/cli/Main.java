package dev.linerate.cli;

import dev.linerate.analysis.compare.Metric;
import dev.linerate.analysis.compare.Trait;
import dev.linerate.fault.LinerateException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Where the program starts. */
@Command(
    name = "linerate",
    description = "How fast each container network is here, how close to the wire, and why.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sudo linerate quickstart              set up what is missing, measure everything, report",
      "  sudo linerate run docker-network-study",
      "  linerate run --networks linux-bridge,vxlan --duration 2s",
      "  linerate results show                 the last run's table again",
      "  sudo linerate doctor                  what keeps networks from working here",
      "",
      "Exit codes: 0 ok, 2 usage, 3 unsupported here, 4 run failed, 5 the doctor found a fault or a",
      "gate failed, 130 interrupted"
    })
public final class Main extends VerbGroup {
  private static final int USAGE_WIDTH = 100;

  Main() {}

  public static void main(String[] arguments) {
    System.setOut(utf8(System.out));
    System.setErr(utf8(System.err));
    Interrupts interrupts = Interrupts.of(Thread.currentThread());
    int code = Exit.FAILED;
    try {
      code = execute(arguments);
    } finally {
      System.out.flush();
      interrupts.finished();
    }
    if (!interrupts.signalled()) {
      System.exit(code);
    }
  }

  /** Tables and sparklines are UTF-8 whatever the locale says. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  static int execute(String... arguments) {
    Optional<Future<?>> ahead = Verbs.ahead(arguments);
    try {
      return commandLine(arguments).execute(arguments);
    } finally {
      ahead.ifPresent(Main::awaitEnd);
    }
  }

  /** What went wrong was told to who needed it. */
  private static void awaitEnd(Future<?> ahead) {
    try {
      ahead.get();
    } catch (ExecutionException e) {
      // as above
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CommandLine commandLine(String... arguments) {
    return Verbs.of(arguments)
        .setUsageHelpWidth(USAGE_WIDTH)
        .registerConverter(Format.class, format(Format.values()))
        .registerConverter(ListFormat.class, format(ListFormat.values()))
        .registerConverter(CompareFormat.class, format(CompareFormat.values()))
        .registerConverter(Metric.class, format("metric", Metric.values()))
        .registerConverter(Trait.class, format("trait", Trait.values()))
        .registerConverter(Percentage.class, Main::percentage)
        .registerConverter(
            dev.linerate.imports.Format.class, format(dev.linerate.imports.Format.values()))
        .setExecutionExceptionHandler((e, line, result) -> report(e))
        .setParameterExceptionHandler((e, args) -> usage(e));
  }

  private static Percentage percentage(String text) {
    try {
      return Percentage.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static <E> ITypeConverter<E> format(E[] values) {
    return format("format", values);
  }

  private static <E> ITypeConverter<E> format(String what, E[] values) {
    return text -> {
      try {
        return Choice.of(what, text, values, String::valueOf);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static int usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    System.err.println("linerate: " + UsageError.sentence(e));
    if (e instanceof NoVerb) {
      line.usage(System.err);
      return Exit.USAGE;
    }
    System.err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private static int report(Exception e) {
    if (e instanceof LinerateException known) {
      System.err.println(
          "linerate: " + known.sentence() + "   (exit " + known.kind().exitCode() + ")");
      return known.kind().exitCode();
    }
    if (e instanceof CancellationException) {
      return Exit.INTERRUPTED;
    }
    System.err.println("linerate: an error of linerate itself: " + e);
    e.printStackTrace(System.err);
    return Exit.FAILED;
  }
}
