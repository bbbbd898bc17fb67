;;; smoke.el --- Drives Stet in a headless Emacs  -*- lexical-binding: t; -*-

;; Run by the tests:
;;   STET=… emacs -Q --batch -L editors/emacs -l editors/emacs/tests/smoke.el DRAFT
;; Prints one line for each fact; exits with 1 when one does not hold.

(require 'flymake)
(require 'stet)

(defun stet-test-fail (format &rest arguments)
  (princ (concat "FAIL " (apply #'format format arguments) "\n"))
  (kill-emacs 1))

(defun stet-test-wait (holds what)
  "Wait until the function HOLDS gives non-nil; WHAT says what is awaited."
  (let ((deadline (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall holds))) (< (float-time) deadline))
      (accept-process-output nil 0.05)
      (sit-for 0))
    (or value (stet-test-fail "%s" what))))

(defun stet-test-find (text)
  "The diagnostic that covers exactly TEXT."
  (seq-find (lambda (diagnostic)
              (equal text (buffer-substring-no-properties
                           (flymake-diagnostic-beg diagnostic)
                           (flymake-diagnostic-end diagnostic))))
            (flymake-diagnostics)))

(defun stet-test-apply (action)
  "Apply the edit of a code action, as Eglot does when it is chosen."
  (let ((edit (plist-get action :edit)))
    (unless edit (stet-test-fail "the action has no edit: %S" action))
    (eglot--apply-workspace-edit edit)))

(let ((draft (car command-line-args-left))
      (stet-command (list (getenv "STET") "lsp")))
  (setq command-line-args-left nil
        eglot-confirm-server-initiated-edits nil
        eglot-send-changes-idle-time 0.01
        eglot-sync-connect 10)
  (find-file draft)
  (text-mode)
  (apply #'eglot (eglot--guess-contact))
  (stet-test-wait (lambda () (eglot-current-server)) "no server")
  (stet-test-wait (lambda () (flymake-diagnostics)) "no diagnostics")
  (princ (format "diagnostics %d\n" (length (flymake-diagnostics))))
  (let ((diagnostic (or (stet-test-find "Interuption")
                        (stet-test-fail "Interuption is not exactly covered"))))
    (princ "covered Interuption\n")
    (let* ((beg (flymake-diagnostic-beg diagnostic))
           (actions (eglot-code-actions beg (flymake-diagnostic-end diagnostic) "quickfix"))
           (action (seq-find (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
      (unless action (stet-test-fail "no preferred quick fix among %S" actions))
      (stet-test-apply action)
      (goto-char beg)
      (unless (looking-at "Interruption of brain")
        (stet-test-fail "the fix gave: %s" (buffer-substring beg (line-end-position)))))
    (stet-test-wait (lambda () (not (stet-test-find "Interuption")))
                    "the misspelling is still reported")
    (princ "fixed Interuption\n"))
  (stet-fix-all)
  (goto-char (point-min))
  (when (search-forward "Thanks for the feedback!" nil t)
    (stet-test-fail "fixAll left chrome"))
  (unless (search-forward "without your feet tou" nil t)
    (stet-test-fail "fixAll took a cut answer"))
  (princ "fixed all\n")
  (save-window-excursion
    (with-current-buffer (stet-show-changes)
      (goto-char (point-min))
      (unless (looking-at "--- ") (stet-test-fail "no difference is shown"))))
  (let ((article (make-temp-file "stet" nil ".xml")))
    (save-window-excursion
      (with-current-buffer (stet-export article)
        (goto-char (point-min))
        (unless (search-forward "<article" nil t) (stet-test-fail "no article is shown"))))
    (delete-file article))
  (princ "exported\n")
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server) nil 5))
