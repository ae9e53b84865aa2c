package dev.linerate.report;

final class Look {
  public static void main(String[] a) {
    var m = ReportModel.of(SampleRun.quickstart());
    for (int w : new int[] {120, 100, 80, 60})
      System.out.println(TerminalTable.of(m, w, false) + "-".repeat(w));
  }
}
