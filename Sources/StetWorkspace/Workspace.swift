import StetCore
